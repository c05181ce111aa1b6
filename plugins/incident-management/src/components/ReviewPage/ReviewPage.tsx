import { useApi } from '@backstage/frontend-plugin-api';
import {
  AsyncContent,
  EmptyState,
  RecordColumns,
  useAsyncData,
  useTexts,
  VerbButton,
} from '@countersign/plugin-governance-react';
import { RiFileTextLine } from '@remixicon/react';
import { useSearchParams } from 'react-router-dom';
import { incidentManagementApiRef } from '../../api';
import { incidentManagementTranslationRef } from '../../translation';
import { ActionItemsPanel } from '../ActionItems';
import { IncidentPageState } from '../IncidentPage/IncidentContext';
import { IncidentFrame } from '../IncidentPage/IncidentFrame';
import { TimesPanel } from '../IncidentPage/TimesPanel';
import { useAllowed } from '../IncidentPage/useAllowed';
import { useVerb } from '../IncidentPage/useVerb';
import { ExportPanel } from './ExportPanel';
import { ReviewBody } from './ReviewBody';
import { ReviewHeader } from './ReviewHeader';

/** What was learned from one incident: its words, its action items, and the file to take away. */
export function ReviewPage() {
  const { t } = useTexts(incidentManagementTranslationRef);
  return (
    <IncidentFrame what={t('review.what')}>
      {state => (
        <>
          <ReviewHeader />
          {state.detail.incident.review ? (
            <Written state={state} />
          ) : (
            <Unwritten />
          )}
        </>
      )}
    </IncidentFrame>
  );
}

function Unwritten() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const mayStart = useAllowed()('start-review');
  const start = useVerb('start-review');
  return (
    <EmptyState
      icon={RiFileTextLine}
      title={t('review.none')}
      description={t(mayStart ? 'review.lead' : 'review.noneWhileOpen')}
      action={
        mayStart && (
          <VerbButton
            verb={start}
            body={{}}
            action={t('verbs.verb.start-review')}
            variant="primary"
          />
        )
      }
    />
  );
}

function Written({ state }: { state: IncidentPageState }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const [search] = useSearchParams();
  const { number, review } = state.detail.incident;
  const asked = Number(search.get('revision')) || undefined;
  const detail = useAsyncData(
    `${number}/${asked ?? ''}/${review?.revision}/${review?.digest}`,
    signal => api.getReview(number, { revision: asked }, { signal }),
    { keepPrevious: true },
  );
  return (
    <RecordColumns
      main={
        <AsyncContent what={t('review.what')} rows={8} result={detail}>
          {shown => <ReviewBody shown={shown} />}
        </AsyncContent>
      }
      rail={
        <>
          <ActionItemsPanel />
          <TimesPanel />
          <ExportPanel revision={asked} />
        </>
      }
    />
  );
}
