import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink, Link } from '@backstage/ui';
import {
  RunDetail,
  runSignalChannel,
  runStories,
} from '@countersign/plugin-compliance-evidence-common';
import {
  ActorLink,
  RecordBody,
  RecordHeader,
  RecordMeta,
  RecordPage,
  RecordState,
  RelativeTime,
  useRecord,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { evidenceApiRef } from '../api';
import { findingsRouteRef, reportRouteRef, runsRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import { CompareButton } from './CompareForm';
import { entryLooks } from './entryLooks';
import styles from './Evidence.module.css';
import { InquiryPanel } from './InquiryPanel';
import { KeepingPanel } from './KeepingPanel';
import { RunBadge } from './looks';
import { counted, parametersText } from './parts';
import {
  AnswersPanel,
  ArtefactsPanel,
  DeliveriesPanel,
  SourcesPanel,
} from './RunPanels';
import { RunPhases } from './RunPhases';
import { RunVerbButtons } from './RunVerbButtons';
import { VerifyPanel } from './VerifyPanel';

/** While a run is at work its page asks this often, for those whose signals do not come through. */
const ASK_EVERY_MS = 2000;

const channelOf = ({ run }: RunDetail) => runSignalChannel(run);

const everyMs = ({ run: { state } }: RunDetail) =>
  state === 'queued' || state === 'running' ? ASK_EVERY_MS : undefined;

/** One run: its phases as they advance, what was taken, answered, made and sent, and the proof. */
export function RunPage() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(evidenceApiRef);
  const { number = '' } = useParams();
  return (
    <RecordPage
      number={number}
      what={t('run.one')}
      notFound={t('run.notFound')}
      list={{ href: useRouteRef(runsRouteRef)?.(), text: t('run.all') }}
      record={useRecord(
        number,
        (shown, options) => api.getRun(shown, options),
        channelOf,
        everyMs,
      )}
    >
      {state => <RunContent key={number} state={state} />}
    </RecordPage>
  );
}

function RunContent({ state }: { state: RecordState<RunDetail> }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(evidenceApiRef);
  const { detail } = state;
  const { number, state: runState, version } = detail.run;
  const looks = useMemo(() => entryLooks(t), [t]);
  return (
    <div className={styles.sections}>
      <RecordBody
        number={number}
        state={state}
        header={
          <>
            <RunHeader state={state} />
            <RunPhases detail={detail} />
          </>
        }
        main={
          <>
            <AnswersPanel detail={detail} />
            <SourcesPanel detail={detail} />
          </>
        }
        rail={
          <>
            <ArtefactsPanel detail={detail} />
            {detail.pack && <VerifyPanel number={number} />}
            <DeliveriesPanel detail={detail} />
            <InquiryPanel detail={detail} />
            <KeepingPanel state={state} />
          </>
        }
        timeline={{
          title: t('timeline'),
          version: `${runState}/${version}`,
          load: (query, options) => api.getTimeline(number, query, options),
          looks,
        }}
        proof={{
          source: {
            getLedgerStatus: options => api.getLedgerStatus(options),
            getEvidence: shown => api.getBundle(shown),
          },
          judge: runStories.judge,
        }}
      />
    </div>
  );
}

function RunHeader({ state }: { state: RecordState<RunDetail> }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { run } = state.detail;
  const list = useRouteRef(runsRouteRef)?.();
  const report = useRouteRef(reportRouteRef)?.({ name: run.report });
  const findings = useRouteRef(findingsRouteRef)?.();
  const { failure, violations } = run;
  return (
    <RecordHeader
      number={run.number}
      title={run.title}
      list={{ href: list, text: t('run.all') }}
      chips={
        <>
          <RunBadge state={run.state} />
          {violations !== undefined && (
            <span>{t('run.violations', counted(violations))}</span>
          )}
          <span className={styles.quiet}>{parametersText(run.parameters)}</span>
          {run.deadline && (
            <span className={styles.quiet}>
              {t('run.deadline')} <RelativeTime instant={run.deadline} />
            </span>
          )}
        </>
      }
    >
      <RecordMeta>
        {report && <Link href={report}>{run.report}</Link>}
        {t('run.requestedBy')} <ActorLink actor={run.requestedBy} />
        <RelativeTime instant={run.requestedAt} />
      </RecordMeta>
      {failure && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={[
            t('run.failure', { phase: t(`run.phase.${failure.phase}`) }),
            failure.source,
          ]
            .filter(Boolean)
            .join(': ')}
          description={`${failure.problem} ${failure.remedy}`}
        />
      )}
      <div className={styles.row}>
        <RunVerbButtons state={state} />
        {run.state === 'completed' && <CompareButton number={run.number} />}
        {violations !== undefined && violations > 0 && findings && (
          <ButtonLink
            size="small"
            variant="secondary"
            href={`${findings}?run=${run.number}`}
          >
            {t('run.findings')}
          </ButtonLink>
        )}
      </div>
    </RecordHeader>
  );
}
