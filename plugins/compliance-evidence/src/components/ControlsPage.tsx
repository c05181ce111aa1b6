import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Container, Link, Select, Text } from '@backstage/ui';
import {
  ASSURANCE_SIGNAL_CHANNEL,
  controlAttestPermission,
  ControlList,
  ControlStanding,
} from '@countersign/plugin-compliance-evidence-common';
import {
  ActorLink,
  AsyncContent,
  deniedPage,
  EmptyState,
  NotForYou,
  Panel,
  RecordNumber,
  RelativeTime,
  useAsyncData,
  useRefetchOnSignal,
  useTexts,
} from '@countersign/plugin-governance-react';
import { ReactNode } from 'react';
import { useSearchParams } from 'react-router-dom';
import { assuranceApiRef } from '../api';
import { findingsRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import { AttestButton } from './AttestButton';
import { controlText } from './ControlRefs';
import styles from './Evidence.module.css';
import { OutcomeBadge, SeverityBadge } from './looks';
import { ScoreTrend } from './ScoreTrend';
import { tableRoles as roles, WideTable } from './parts';

const EVERYTHING = 'all';

/** Every control with its score, the arithmetic of it, and what was attested; the framework is in the address. */
export function ControlsPage() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(assuranceApiRef);
  const { allowed: mayAttest } = usePermission({
    permission: controlAttestPermission,
  });
  const controls = useAsyncData(
    'controls',
    signal => api.listControls({}, { signal }),
    { refetchOnFocus: true },
  );
  useRefetchOnSignal(ASSURANCE_SIGNAL_CHANNEL, controls.refetch);
  const denied = deniedPage(controls);
  if (denied !== undefined) return <NotForYou title={denied} />;
  return (
    <Container className={styles.page}>
      <AsyncContent what={t('control.what')} rows={12} result={controls}>
        {list =>
          list.controls.length === 0 ? (
            <EmptyState
              title={t('control.empty')}
              description={t('control.emptyDescription')}
            />
          ) : (
            <Controls
              list={list}
              mayAttest={mayAttest}
              onAttested={controls.refetch}
            />
          )
        }
      </AsyncContent>
    </Container>
  );
}

function Controls(props: {
  list: ControlList;
  mayAttest: boolean;
  onAttested(): void;
}) {
  const { list, mayAttest, onAttested } = props;
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const [params, setParams] = useSearchParams();
  const framework = params.get('framework') ?? EVERYTHING;
  const frameworks = [
    ...new Set(list.controls.map(({ control }) => control.framework)),
  ];
  const shown = list.controls.filter(
    ({ control }) =>
      !frameworks.includes(framework) || control.framework === framework,
  );
  return (
    <>
      <Panel title={t('control.total')}>
        <div className={styles.row}>
          <span className={styles.headline}>
            {list.score === undefined
              ? t('control.noScore')
              : `${list.score} %`}
          </span>
          <span className={styles.quiet}>
            {t('control.totalArithmetic', {
              earned: String(list.earned),
              possible: String(list.possible),
            })}
          </span>
        </div>
        <Text color="secondary">{t('control.meaning')}</Text>
        <ScoreTrend trend={list.trend} />
      </Panel>
      <Select
        aria-label={t('control.framework')}
        size="small"
        options={[
          { id: EVERYTHING, label: t('control.allFrameworks') },
          ...frameworks.map(id => ({ id, label: id })),
        ]}
        value={frameworks.includes(framework) ? framework : EVERYTHING}
        onChange={key =>
          setParams(key === EVERYTHING ? {} : { framework: String(key) }, {
            replace: true,
          })
        }
      />
      {shown.map(standing => (
        <ControlPanel
          key={controlText(standing.control)}
          standing={standing}
          attest={
            mayAttest && (
              <AttestButton standing={standing} onAttested={onAttested} />
            )
          }
        />
      ))}
    </>
  );
}

function ControlPanel(props: { standing: ControlStanding; attest: ReactNode }) {
  const { standing, attest } = props;
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { control, score, attestation } = standing;
  const title = `${control.framework} ${control.id}`;
  return (
    <div id={encodeURIComponent(controlText(control))}>
      <Panel
        title={control.title ? `${title} · ${control.title}` : title}
        aside={
          <strong>
            {score === undefined ? t('control.noScore') : `${score} %`}
          </strong>
        }
      >
        <ScoreTable standing={standing} />
        <div className={styles.between}>
          {attestation ? (
            <span className={styles.row}>
              <RecordNumber number={attestation.number} hideCopy />
              {attestation.period.label}:{' '}
              {t(`control.conclusion.${attestation.conclusion}`)}
              <span className={styles.quiet}>
                {t('control.attestedBy')}{' '}
                <ActorLink actor={attestation.made.by} />{' '}
                <RelativeTime instant={attestation.made.at} />
              </span>
            </span>
          ) : (
            <span className={styles.quiet}>{t('control.notAttested')}</span>
          )}
          {attest}
        </div>
      </Panel>
    </div>
  );
}

/** The arithmetic of a score: a line a question, and their sum. */
function ScoreTable({ standing }: { standing: ControlStanding }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const findings = useRouteRef(findingsRouteRef)?.();
  const { lines, earned, possible, control } = standing;
  return (
    <WideTable label={controlText(control)} isStacked>
      <thead {...roles.group}>
        <tr {...roles.row}>
          <th {...roles.columnHeader} scope="col">
            {t('control.question')}
          </th>
          <th {...roles.columnHeader} scope="col">
            {t('severity.label')}
          </th>
          <th {...roles.columnHeader} scope="col">
            {t('control.outcome.label')}
          </th>
          <th {...roles.columnHeader} scope="col">
            {t('control.lastRun')}
          </th>
          <th {...roles.columnHeader} scope="col" className={styles.number}>
            {t('control.openFindings')}
          </th>
          <th {...roles.columnHeader} scope="col" className={styles.number}>
            {t('control.points')}
          </th>
        </tr>
      </thead>
      <tbody {...roles.group}>
        {lines.map(line => {
          const { open, explained, accepted, remediating } = line.findings;
          const count = open + explained + accepted + remediating;
          const query = new URLSearchParams({
            report: line.report,
            question: line.question,
            state: 'open,explained,accepted,remediating',
          });
          return (
            <tr {...roles.row} key={`${line.report} ${line.question}`}>
              <th {...roles.rowHeader} scope="row">
                {line.title}
              </th>
              <td {...roles.cell} data-label={t('severity.label')}>
                <SeverityBadge severity={line.severity} />
              </td>
              <td {...roles.cell} data-label={t('control.outcome.label')}>
                <OutcomeBadge outcome={line.outcome} />
              </td>
              <td {...roles.cell} data-label={t('control.lastRun')}>
                {line.lastRun ? (
                  <RecordNumber number={line.lastRun.number} hideCopy />
                ) : (
                  '—'
                )}
              </td>
              <td
                {...roles.cell}
                className={styles.number}
                data-label={t('control.openFindings')}
              >
                {count > 0 && findings ? (
                  <Link href={`${findings}?${query}`}>{count}</Link>
                ) : (
                  count
                )}
              </td>
              <td
                {...roles.cell}
                className={styles.number}
                data-label={t('control.points')}
              >
                {t('control.of', {
                  earned: String(line.earned),
                  possible: String(line.possible),
                })}
              </td>
            </tr>
          );
        })}
      </tbody>
      <tfoot {...roles.group}>
        <tr {...roles.row}>
          <th {...roles.rowHeader} scope="row" colSpan={5}>
            {t('control.sum')}
          </th>
          <td {...roles.cell} className={styles.number}>
            {t('control.of', {
              earned: String(earned),
              possible: String(possible),
            })}
          </td>
        </tr>
      </tfoot>
    </WideTable>
  );
}
