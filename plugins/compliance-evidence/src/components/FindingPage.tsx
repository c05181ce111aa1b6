import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  assuranceSignalChannel,
  Finding,
  FindingDetail,
  findingStates,
  findingStories,
  SCHEDULED_RUNS,
} from '@countersign/plugin-compliance-evidence-common';
import {
  ActorLink,
  EntityLink,
  Panel,
  ProofPanel,
  RecordColumns,
  RecordHeader,
  RecordMeta,
  RecordNumber,
  RecordPage,
  RecordState,
  RelativeTime,
  StepMark,
  Stepper,
  TimelinePanel,
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
import { RecordNext } from './RecordNext';

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
  const { detail, generation } = state;
  const { finding, next, actions } = detail;
  const { number, version } = finding;
  const looks = useMemo(() => entryLooks(t), [t]);
  return (
    <>
      <FindingHeader finding={finding} />
      <RecordColumns
        main={
          <>
            <AboutPanel finding={finding} />
            <LifePanels finding={finding} />
            <TimelinePanel
              title={t('timeline')}
              fetchKey={`${number}/${version}/${generation}`}
              loadPage={(query, options) =>
                api.getFindingTimeline(number, query, options)
              }
              looks={looks}
            />
          </>
        }
        rail={
          <>
            <RecordNext
              next={next}
              actions={actions}
              labelOf={verb => t(`finding.verb.${verb}`)}
              dialogOf={(verb, dialog) => (
                <FindingDialogOf verb={verb} state={state} {...dialog} />
              )}
            />
            <ProofPanel
              number={number}
              source={{
                getLedgerStatus: options =>
                  evidenceApi.getLedgerStatus(options),
                getEvidence: shown => api.getFindingEvidence(shown),
              }}
              generation={generation}
              judge={findingStories.judge}
            />
          </>
        }
      />
    </>
  );
}

function markOf(step: number, at: number): StepMark {
  if (step > at) return 'later';
  return step < at ? 'done' : 'now';
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
  const at = steps.findIndex(step => step === state);
  return (
    <RecordHeader
      number={finding.number}
      title={finding.title}
      ways={list && <Link href={list}>← {t('finding.all')}</Link>}
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
        steps={steps.map((id, i) => ({
          id,
          label: t(`finding.state.${id}`),
          icon: findingLooks[id].icon,
          mark: markOf(i, at),
          current: i === at,
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
