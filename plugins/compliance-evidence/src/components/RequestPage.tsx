import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  assuranceSignalChannel,
  EvidenceRequest,
  RequestDetail,
  RequestState,
  requestStories,
} from '@countersign/plugin-compliance-evidence-common';
import {
  ActorLink,
  Panel,
  RecordBody,
  RecordHeader,
  RecordMeta,
  RecordNext,
  RecordNumber,
  RecordPage,
  RecordState,
  RelativeTime,
  Stepper,
  stepsThrough,
  useRecord,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { assuranceApiRef, evidenceApiRef } from '../api';
import { requestsRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import { ControlRefs } from './ControlRefs';
import { entryLooks } from './entryLooks';
import styles from './Evidence.module.css';
import { RequestBadge, requestLooks } from './looks';
import { RequestDialogOf } from './RequestDialogs';
import { DueTime } from './DueTime';

const channelOf = ({ request }: RequestDetail) =>
  assuranceSignalChannel(request);

/** One request: what the auditor asks for, what is needed next, the answers, and the proof. */
export function RequestPage() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(assuranceApiRef);
  const { number = '' } = useParams();
  return (
    <RecordPage
      number={number}
      what={t('request.one')}
      notFound={t('request.notFound')}
      list={{ href: useRouteRef(requestsRouteRef)?.(), text: t('request.all') }}
      record={useRecord(
        number,
        (shown, options) => api.getRequest(shown, options),
        channelOf,
      )}
    >
      {state => <RequestContent key={number} state={state} />}
    </RecordPage>
  );
}

function RequestContent({ state }: { state: RecordState<RequestDetail> }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(assuranceApiRef);
  const evidenceApi = useApi(evidenceApiRef);
  const { request, next, actions } = state.detail;
  const { number, version } = request;
  const looks = useMemo(() => entryLooks(t), [t]);
  return (
    <RecordBody
      number={number}
      state={state}
      header={<RequestHeader request={request} />}
      main={
        <>
          <Panel title={t('request.asked')}>
            <p>{request.text}</p>
            {request.controls.length > 0 && (
              <ControlRefs controls={request.controls} />
            )}
          </Panel>
          <AnswersPanel request={request} />
        </>
      }
      rail={
        <RecordNext
          next={next}
          actions={actions}
          labelOf={verb => t(`request.verb.${verb}`)}
          dialogOf={(verb, dialog) => (
            <RequestDialogOf verb={verb} state={state} {...dialog} />
          )}
        />
      }
      timeline={{
        title: t('timeline'),
        version,
        load: (query, options) =>
          api.getRequestTimeline(number, query, options),
        looks,
      }}
      proof={{
        source: {
          getLedgerStatus: options => evidenceApi.getLedgerStatus(options),
          getEvidence: shown => api.getRequestEvidence(shown),
        },
        judge: requestStories.judge,
      }}
    />
  );
}

function RequestHeader({ request }: { request: EvidenceRequest }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const list = useRouteRef(requestsRouteRef)?.();
  const { state, opened, assignee } = request;
  const steps: readonly RequestState[] =
    state === 'withdrawn'
      ? ['open', 'withdrawn']
      : ['open', 'answered', 'accepted'];
  return (
    <RecordHeader
      number={request.number}
      title={request.title}
      list={{ href: list, text: t('request.all') }}
      chips={
        <>
          <RequestBadge state={state} />
          <span>
            {t('request.due')} <DueTime request={request} />
          </span>
        </>
      }
    >
      <RecordMeta>
        {t('request.requester')} <ActorLink actor={opened.by} />{' '}
        {t('request.assignee')}{' '}
        {assignee ? <ActorLink actor={assignee} /> : t('request.nobody')}
      </RecordMeta>
      <Stepper
        label={t('request.steps')}
        steps={stepsThrough(steps, state, id => ({
          label: t(`request.state.${id}`),
          icon: requestLooks[id].icon,
        }))}
      />
    </RecordHeader>
  );
}

function AnswersPanel({ request }: { request: EvidenceRequest }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { answers } = request;
  return (
    <Panel title={t('request.answers')}>
      {answers.length === 0 && (
        <span className={styles.quiet}>{t('request.noAnswer')}</span>
      )}
      <ul className={styles.lines}>
        {answers.map(({ text, references, by, at, returned }) => (
          <li key={at}>
            <div className={styles.grow}>
              <span className={styles.quiet}>
                <ActorLink actor={by} /> <RelativeTime instant={at} />
              </span>
              <p>{text}</p>
              <span className={styles.row}>
                {references.map(({ reference, detail }) => (
                  <span key={reference}>
                    <RecordNumber number={reference} /> {detail}
                  </span>
                ))}
              </span>
              {returned && (
                <p>
                  <strong>{t('request.returned')}</strong> {returned.reason}
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
