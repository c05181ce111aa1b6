import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  RecordColumns,
  RecordPage,
  RecordState,
  useRecord,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  ObjectiveDetail,
  SERVICE_LEVEL_CHANNEL,
} from '@countersign/plugin-service-levels-common';
import { useParams } from 'react-router-dom';
import { serviceLevelsApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { BurnDownSection } from '../BurnDown';
import { BurnRateSection } from '../BurnRates';
import { CorrectionsPanel } from '../Corrections/CorrectionsPanel';
import { AlertsPanel } from './AlertsPanel';
import { CeilingPanel } from './CeilingPanel';
import { CompositePanel } from './CompositePanel';
import { DefinitionPanel } from './DefinitionPanel';
import { EvidencePanel } from './EvidencePanel';
import { Headline } from './Headline';
import { NextStep } from './NextStep';
import { ObjectiveHeader } from './ObjectiveHeader';
import { Predictions } from './Predictions';

/** On which the backend says that something of service levels was written. */
const channel = () => SERVICE_LEVEL_CHANNEL;

/** One objective: what is left of its budget, what is needed next, what spent it, and how that is known. */
export function ObjectivePage() {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const { id = '' } = useParams();
  return (
    <RecordPage
      number={id}
      what={t('objective.what')}
      notFound={t('objective.notFound')}
      list={{ href: useRouteRef(rootRouteRef)?.(), text: t('objective.all') }}
      record={useRecord(
        id,
        (shown, options) => api.getObjective(shown, options),
        channel,
      )}
    >
      {state => <ObjectiveContent key={id} state={state} />}
    </RecordPage>
  );
}

function ObjectiveContent({ state }: { state: RecordState<ObjectiveDetail> }) {
  const { detail, generation } = state;
  return (
    <>
      <ObjectiveHeader objective={detail} />
      <RecordColumns
        main={
          <>
            <Headline objective={detail} />
            <BurnDownSection objective={detail} generation={generation} />
            <BurnRateSection objective={detail} generation={generation} />
            <CorrectionsPanel
              objective={detail.id}
              component={detail.component}
              onChanged={() => state.refresh().catch(() => undefined)}
            />
            <Predictions objective={detail} />
            <DefinitionPanel definition={detail.definition} />
          </>
        }
        rail={
          <>
            <NextStep state={state} />
            {detail.composite && (
              <CompositePanel composite={detail.composite} />
            )}
            <AlertsPanel alerts={detail.alerts} />
            {detail.ceiling && <CeilingPanel ceiling={detail.ceiling} />}
            <EvidencePanel objective={detail} generation={generation} />
          </>
        }
      />
    </>
  );
}
