import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  AsyncData,
  ProofPanel,
  RecordColumns,
  RecordPage,
  RecordState,
  TimelinePanel,
  useRecord,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  AlertDetail,
  alertStories,
  SERVICE_LEVEL_CHANNEL,
} from '@countersign/plugin-service-levels-common';
import { useEffect, useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { alertProof, serviceLevelsApiRef } from '../../api';
import { alertsRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { AlertFacts } from './AlertFacts';
import { AlertHeader } from './AlertHeader';
import { AlertNext } from './AlertNext';
import { entryLooks } from './entryLooks';

const channelOf = () => SERVICE_LEVEL_CHANNEL;

/** An objective over less than a day is judged so often. */
const EVALUATION_MS = 15_000;

/** One alert: what burns, who takes care of it, and what happened. */
export function AlertPage() {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const { number = '' } = useParams();
  const record = useRecord(
    number,
    (shown, options) => api.getAlert(shown, options),
    channelOf,
  );
  useFreshFigures(record);
  return (
    <RecordPage
      number={number}
      what={t('alerts.page.what')}
      notFound={t('alerts.page.notFound')}
      list={{
        href: useRouteRef(alertsRouteRef)?.(),
        text: t('alerts.page.all'),
      }}
      record={record}
    >
      {state => <AlertContent key={number} state={state} />}
    </RecordPage>
  );
}

/** While it is open its figures are others with each evaluation, of which no ping tells. */
function useFreshFigures({ data, refetch }: AsyncData<AlertDetail>) {
  const isOpen = data !== undefined && data.alert.resolvedAt === undefined;
  useEffect(() => {
    if (!isOpen) return undefined;
    const timer = setInterval(refetch, EVALUATION_MS);
    return () => clearInterval(timer);
  }, [isOpen, refetch]);
}

function AlertContent({ state }: { state: RecordState<AlertDetail> }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const { detail, generation } = state;
  const { alert } = detail;
  const looks = useMemo(() => entryLooks(t), [t]);
  return (
    <>
      <AlertHeader alert={alert} />
      <RecordColumns
        main={
          <>
            <AlertFacts alert={alert} />
            <TimelinePanel
              title={t('alerts.page.timeline')}
              fetchKey={`${alert.number}/${generation}`}
              loadPage={(query, options) =>
                api.getAlertTimeline(alert.number, query, options)
              }
              looks={looks}
            />
          </>
        }
        rail={
          <>
            <AlertNext state={state} />
            <ProofPanel
              number={alert.number}
              source={alertProof(api)}
              generation={generation}
              judge={alertStories.judge}
            />
          </>
        }
      />
    </>
  );
}
