import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Container } from '@backstage/ui';
import { useParams } from 'react-router-dom';
import {
  readRefusal,
  EmptyState,
  ErrorPanel,
  SkeletonRows,
  PageTitle,
} from '@countersign/plugin-governance-react';
import { rootRouteRef } from '../../routes';
import { changeManagementTranslationRef } from '../../translation';
import { ApprovalsPanel } from './ApprovalsPanel';
import { ChangeContext, ChangePageState } from './ChangeContext';
import { ChangeHeader } from './ChangeHeader';
import { ChangesRequested } from './ChangesRequested';
import styles from './ChangePage.module.css';
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
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { number = '' } = useParams();
  const { state, error, isPending, refetch } = useChange(number);
  const list = useRouteRef(rootRouteRef)?.();
  if (!state && error && readRefusal(error).name === 'NotFoundError') {
    return (
      <Container>
        <EmptyState
          title={t('change.notFound')}
          description={number}
          action={<ButtonLink href={list}>{t('change.allChanges')}</ButtonLink>}
        />
      </Container>
    );
  }
  return (
    <Container className={styles.page}>
      {error && (
        <ErrorPanel what={t('change.what')} error={error} onRetry={refetch} />
      )}
      {isPending && (
        <SkeletonRows rows={8} height={64} what={t('change.what')} />
      )}
      {state && <ChangeContent key={number} state={state} />}
    </Container>
  );
}

function ChangeContent(props: { state: ChangePageState }) {
  const { detail } = props.state;
  return (
    <ChangeContext.Provider value={props.state}>
      <LookContext.Provider value={useLook(detail)}>
        <PageTitle title={`${detail.change.number} · ${detail.change.title}`} />
        <ChangeHeader />
        <div className={styles.columns}>
          <div className={styles.main}>
            <ChangesRequested />
            <WhySection />
            <PlanSection />
            <ConflictsSection />
            <DeploymentsSection deployments={detail.deployments} />
            <StreamSection />
          </div>
          <aside className={styles.rail}>
            <NextPanel />
            <DecisionPanel />
            <ApprovalsPanel />
            <HandsPanel />
            <RiskPanel risk={detail.risk} band={detail.riskBand} />
            <SchedulePanel />
            <ProofPanel />
          </aside>
        </div>
      </LookContext.Provider>
    </ChangeContext.Provider>
  );
}
