import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  RecordColumns,
  RecordPage,
  RelatedPanel,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useParams } from 'react-router-dom';
import { rootRouteRef } from '../../routes';
import { changeManagementTranslationRef } from '../../translation';
import { ApprovalsPanel } from './ApprovalsPanel';
import { ChangeContext, ChangePageState } from './ChangeContext';
import { ChangeHeader } from './ChangeHeader';
import { ChangesRequested } from './ChangesRequested';
import { ConflictsSection } from './ConflictsSection';
import { DecisionPanel } from './DecisionPanel';
import { DeploymentsSection } from './DeploymentsSection';
import { HandsPanel } from './HandsPanel';
import { NextPanel } from './NextPanel';
import { PlanSection } from './PlanSection';
import { ProofPanel } from './ProofPanel';
import { RiskPanel } from './RiskPanel';
import { SchedulePanel } from './SchedulePanel';
import { StreamSection } from './StreamSection';
import { useChange } from './useChange';
import { LookContext, useLook } from './useLook';
import { WhySection } from './WhySection';

/** One change, whole: it reads from top to bottom like a pull request. */
export function ChangePage() {
  const { t } = useTexts(changeManagementTranslationRef);
  const { number = '' } = useParams();
  return (
    <RecordPage
      number={number}
      what={t('change.what')}
      notFound={t('change.notFound')}
      list={{
        href: useRouteRef(rootRouteRef)?.(),
        text: t('change.allChanges'),
      }}
      record={useChange(number)}
    >
      {state => <ChangeContent key={number} state={state} />}
    </RecordPage>
  );
}

function ChangeContent(props: { state: ChangePageState }) {
  const { detail } = props.state;
  return (
    <ChangeContext.Provider value={props.state}>
      <LookContext.Provider value={useLook(detail)}>
        <ChangeHeader />
        <RecordColumns
          main={
            <>
              <ChangesRequested />
              <WhySection />
              <PlanSection />
              <ConflictsSection />
              <DeploymentsSection deployments={detail.deployments} />
              <StreamSection />
            </>
          }
          rail={
            <>
              <NextPanel />
              <DecisionPanel />
              <ApprovalsPanel />
              <HandsPanel />
              <RiskPanel risk={detail.risk} band={detail.riskBand} />
              <SchedulePanel />
              <RelatedPanel
                number={detail.change.number}
                version={detail.change.state}
              />
              <ProofPanel />
            </>
          }
        />
      </LookContext.Provider>
    </ChangeContext.Provider>
  );
}
