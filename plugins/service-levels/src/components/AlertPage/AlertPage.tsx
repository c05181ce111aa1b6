import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  RecordBody,
  RecordPage,
  RecordState,
  useRecord,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  AlertDetail,
  alertStories,
  SERVICE_LEVEL_CHANNEL,
} from '@countersign/plugin-service-levels-common';
import { useMemo } from 'react';
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

/** While it is open its figures are others with each evaluation, of which no ping tells. */
const everyMs = ({ alert }: AlertDetail) =>
  alert.resolvedAt === undefined ? EVALUATION_MS : undefined;

/** One alert: what burns, who takes care of it, and what happened. */
export function AlertPage() {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const { number = '' } = useParams();
  return (
    <RecordPage
      number={number}
      what={t('alerts.page.what')}
      notFound={t('alerts.page.notFound')}
      list={{
        href: useRouteRef(alertsRouteRef)?.(),
        text: t('alerts.page.all'),
      }}
      record={useRecord(
        number,
        (shown, options) => api.getAlert(shown, options),
        channelOf,
        everyMs,
      )}
    >
      {state => <AlertContent key={number} state={state} />}
    </RecordPage>
  );
}

function AlertContent({ state }: { state: RecordState<AlertDetail> }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const { alert } = state.detail;
  const { number } = alert;
  const looks = useMemo(() => entryLooks(t), [t]);
  return (
    <RecordBody
      number={number}
      state={state}
      header={<AlertHeader alert={alert} />}
      main={<AlertFacts alert={alert} />}
      rail={<AlertNext state={state} />}
      timeline={{
        title: t('alerts.page.timeline'),
        load: (query, options) => api.getAlertTimeline(number, query, options),
        looks,
      }}
      proof={{ source: alertProof(api), judge: alertStories.judge }}
    />
  );
}
