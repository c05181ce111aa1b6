import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  AsyncContent,
  EmptyState,
  RecordColumns,
  RecordPage,
  useAsyncData,
  useRecord,
  VerbButton,
} from '@countersign/plugin-governance-react';
import {
  IncidentDetail,
  incidentSignalChannel,
} from '@countersign/plugin-incident-management-common';
import { RiFileTextLine } from '@remixicon/react';
import { useParams, useSearchParams } from 'react-router-dom';
import { incidentManagementApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';
import { ActionItemsPanel } from '../ActionItems';
import {
  IncidentContext,
  IncidentPageState,
} from '../IncidentPage/IncidentContext';
import { TimesPanel } from '../IncidentPage/TimesPanel';
import { useAllowed } from '../IncidentPage/useAllowed';
import { useVerb } from '../IncidentPage/useVerb';
import { ExportPanel } from './ExportPanel';
import { ReviewBody } from './ReviewBody';
import { ReviewHeader } from './ReviewHeader';

const channelOf = ({ incident }: IncidentDetail) =>
  incidentSignalChannel(incident);

/** What was learned from one incident: its words, its action items, and the file to take away. */
export function ReviewPage() {
  const { t } = useTranslationRef(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const { number = '' } = useParams();
  return (
    <RecordPage
      number={number}
      what={t('review.what')}
      notFound={t('incident.notFound')}
      list={{ href: useRouteRef(rootRouteRef)?.(), text: t('incident.all') }}
      record={useRecord(
        number,
        (shown, options) => api.getIncident(shown, options),
        channelOf,
      )}
    >
      {state => (
        <IncidentContext.Provider key={number} value={state}>
          <ReviewHeader />
          {state.detail.incident.review ? (
            <Written state={state} />
          ) : (
            <Unwritten />
          )}
        </IncidentContext.Provider>
      )}
    </RecordPage>
  );
}

function Unwritten() {
  const { t } = useTranslationRef(incidentManagementTranslationRef);
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
  const { t } = useTranslationRef(incidentManagementTranslationRef);
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
