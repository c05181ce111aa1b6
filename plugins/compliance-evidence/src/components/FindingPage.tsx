import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  assuranceSignalChannel,
  Finding,
  FindingDetail,
  FindingState,
  findingStates,
  findingStories,
  SCHEDULED_RUNS,
} from '@countersign/plugin-compliance-evidence-common';
import {
  ActorLink,
  EntityLink,
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
import { answerRouteRef, findingsRouteRef, reportRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import { ControlRefs } from './ControlRefs';
import { entryLooks } from './entryLooks';
import styles from './Evidence.module.css';
import { FindingDialogOf } from './FindingDialogs';
import { FindingBadge, findingLooks, SeverityBadge } from './looks';
import { LifePanels } from './LifePanels';
import { Facts } from './parts';

const channelOf = ({ finding }: FindingDetail) =>
  assuranceSignalChannel(finding);

/** One finding: what was found and where, what is needed next, what happened, and the proof. */
export function FindingPage() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(assuranceApiRef);
  const { number = '' } = useParams();
  return (
    <RecordPage
      number={number}
      what={t('finding.one')}
      notFound={t('finding.notFound')}
      list={{ href: useRouteRef(findingsRouteRef)?.(), text: t('finding.all') }}
      record={useRecord(
        number,
        (shown, options) => api.getFinding(shown, options),
        channelOf,
      )}
    >
      {state => <FindingContent key={number} state={state} />}
    </RecordPage>
  );
}

function FindingContent({ state }: { state: RecordState<FindingDetail> }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(assuranceApiRef);
  const evidenceApi = useApi(evidenceApiRef);
  const { finding, next, actions } = state.detail;
  const { number, version } = finding;
  const looks = useMemo(() => entryLooks(t), [t]);
  return (
    <RecordBody
      number={number}
      state={state}
      header={<FindingHeader finding={finding} />}
      main={
        <>
          <AboutPanel finding={finding} />
          <LifePanels finding={finding} />
        </>
      }
      rail={
        <RecordNext
          next={next}
          actions={actions}
          labelOf={verb => t(`finding.verb.${verb}`)}
          dialogOf={(verb, dialog) => (
            <FindingDialogOf verb={verb} state={state} {...dialog} />
          )}
        />
      }
      timeline={{
        title: t('timeline'),
        version,
        load: (query, options) =>
          api.getFindingTimeline(number, query, options),
        looks,
      }}
      proof={{
        source: {
          getLedgerStatus: options => evidenceApi.getLedgerStatus(options),
          getEvidence: shown => api.getFindingEvidence(shown),
        },
        judge: findingStories.judge,
      }}
    />
  );
}

function FindingHeader({ finding }: { finding: Finding }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const list = useRouteRef(findingsRouteRef)?.();
  const { state, owner, team, entityRef } = finding;
  const who = owner ?? team;
  const steps =
    state === 'closed'
      ? (['open', 'closed'] as const)
      : findingStates.filter(
          each => each === 'open' || each === state || each === 'closed',
        );
  return (
    <RecordHeader
      number={finding.number}
      title={finding.title}
      list={{ href: list, text: t('finding.all') }}
      chips={
        <>
          <FindingBadge state={state} />
          <SeverityBadge severity={finding.severity} />
          <ControlRefs controls={finding.controls} />
          {entityRef && <EntityLink entityRef={entityRef} />}
        </>
      }
    >
      <RecordMeta>
        {who && (
          <>
            {t('owner')} <ActorLink actor={who} />
          </>
        )}
        <RelativeTime instant={finding.opened.at} />
        {finding.reopened > 0 &&
          t('finding.reopened', { count: finding.reopened })}
      </RecordMeta>
      <Stepper
        label={t('finding.steps')}
        steps={stepsThrough<FindingState>(steps, state, id => ({
          label: t(`finding.state.${id}`),
          icon: findingLooks[id].icon,
        }))}
      />
    </RecordHeader>
  );
}

function AboutPanel({ finding }: { finding: Finding }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const report = useRouteRef(reportRouteRef)?.({ name: finding.report });
  const answerLink = useRouteRef(answerRouteRef);
  const { seen, question, lastSeenRun, absentRun } = finding;
  // What the portal says of its own runs is no row of a pack.
  const row =
    question === SCHEDULED_RUNS
      ? undefined
      : answerLink?.({ number: seen.run, question });
  return (
    <Panel
      title={t('finding.about')}
      aside={
        row && (
          <Link href={`${row}?row=${seen.position}`}>
            {t('finding.evidence')}
          </Link>
        )
      }
    >
      <Facts
        facts={[
          ...finding.key.map(({ column, value }) => ({
            id: `key ${column}`,
            label: column,
            value: value ?? t('emptyCell'),
          })),
          {
            id: 'report',
            label: t('finding.report'),
            value: <Link href={report}>{finding.report}</Link>,
          },
          {
            id: 'question',
            label: t('finding.question'),
            value: `${question} · ${t('report.version', {
              version: finding.questionVersion,
            })}`,
          },
          ...(finding.period
            ? [
                {
                  id: 'period',
                  label: t('finding.period'),
                  value: finding.period.label,
                },
              ]
            : []),
          {
            id: 'first',
            label: t('finding.firstSeen'),
            value: <RecordNumber number={seen.run} />,
          },
          {
            id: 'last',
            label: t('finding.lastSeen'),
            value: (
              <span className={styles.row}>
                <RecordNumber number={lastSeenRun} />
                {absentRun && t('finding.gone', { run: absentRun })}
              </span>
            ),
          },
        ]}
      />
    </Panel>
  );
}
