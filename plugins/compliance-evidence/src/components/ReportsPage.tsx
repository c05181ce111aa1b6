import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  ButtonLink,
  Card,
  CardBody,
  Container,
  Link,
  Text,
} from '@backstage/ui';
import {
  ReportSummary,
  RunState,
  runStates,
} from '@countersign/plugin-compliance-evidence-common';
import {
  ActorLink,
  AsyncContent,
  deniedPage,
  EmptyState,
  NotForYou,
  RecordNumber,
  RelativeTime,
  RowBoundary,
  ToneBadge,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { RiCheckLine, RiErrorWarningLine } from '@remixicon/react';
import { evidenceApiRef } from '../api';
import { reportRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import styles from './Evidence.module.css';
import { RunBadge } from './looks';

/** Every report: what it is, whether it can run, when it runs, and how its last run went. */
export function ReportsPage() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const api = useApi(evidenceApiRef);
  const reports = useAsyncData(
    'reports',
    signal => api.listReports({ signal }),
    { refetchOnFocus: true },
  );
  const denied = deniedPage(reports);
  if (denied !== undefined) return <NotForYou title={denied} />;
  return (
    <Container className={styles.page}>
      <AsyncContent what={t('report.what')} rows={8} result={reports}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              title={t('report.empty')}
              description={t('report.emptyDescription')}
            />
          ) : (
            <ul className={styles.cards} aria-label={t('area.reports')}>
              {items.map(report => (
                <li key={report.name}>
                  <RowBoundary name={report.name}>
                    <ReportCard report={report} />
                  </RowBoundary>
                </li>
              ))}
            </ul>
          )
        }
      </AsyncContent>
    </Container>
  );
}

/** Whether a report can run. */
export function ReadyBadge({ ready }: { ready: boolean }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  return ready ? (
    <ToneBadge tone="success" icon={RiCheckLine}>
      {t('report.ready')}
    </ToneBadge>
  ) : (
    <ToneBadge tone="danger" icon={RiErrorWarningLine}>
      {t('report.broken')}
    </ToneBadge>
  );
}

function ReportCard({ report }: { report: ReportSummary }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { name, title, description, owner, ready, lastRun } = report;
  const href = useRouteRef(reportRouteRef)?.({ name });
  const state = runStates.find(
    (each): each is RunState => each === lastRun?.state,
  );
  return (
    <Card>
      <CardBody>
        <div className={styles.stack}>
          <div className={styles.between}>
            <Text as="h2" variant="title-x-small" weight="bold">
              <Link href={href}>{title}</Link>
            </Text>
            <ReadyBadge ready={ready} />
          </div>
          <Text color="secondary">{description}</Text>
          <div className={styles.row}>
            <ActorLink actor={owner} />
            <span className={styles.quiet}>
              {report.questions === 0
                ? t('report.snapshots')
                : t('report.questions', { count: report.questions })}{' '}
              · {t('report.sources', { count: report.sources })}
            </span>
          </div>
          <span className={styles.quiet}>
            {report.schedule ?? t('report.onDemand')}
            {report.nextRunAt && (
              <>
                {' · '}
                {t('report.nextRun')}{' '}
                <RelativeTime instant={report.nextRunAt} />
              </>
            )}
          </span>
          <div className={styles.between}>
            {lastRun ? (
              <span className={styles.row}>
                <RecordNumber number={lastRun.number} hideCopy />
                {state && <RunBadge state={state} />}
                <RelativeTime instant={lastRun.requestedAt} />
              </span>
            ) : (
              <span className={styles.quiet}>{t('report.neverRun')}</span>
            )}
            <ButtonLink
              size="small"
              variant={ready ? 'primary' : 'secondary'}
              href={href}
              aria-label={`${t(ready ? 'report.run' : 'report.open')} ${title}`}
            >
              {t(ready ? 'report.run' : 'report.open')}
            </ButtonLink>
          </div>
        </div>
      </CardBody>
    </Card>
  );
}
