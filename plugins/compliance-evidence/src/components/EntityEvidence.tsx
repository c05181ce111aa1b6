import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import {
  EntityScope,
  Finding,
} from '@countersign/plugin-compliance-evidence-common';
import {
  CardFrame,
  RecordNumber,
  RelativeTime,
  RowBoundary,
  useTexts,
} from '@countersign/plugin-governance-react';
import { entityScopeKey, evidenceApiRef } from '../api';
import { findingRouteRef, findingsRouteRef, reportRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import styles from './Evidence.module.css';
import { FindingBadge, SeverityBadge } from './looks';
import { counted } from './parts';

/** What audits say of the entity of the page: in the scope of which reports it is, by which last run, and what is open. */
export function EntityEvidence() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const api = useApi(evidenceApiRef);
  const list = useRouteRef(findingsRouteRef)?.();
  const query = new URLSearchParams({ entityRef });
  return (
    <CardFrame
      title={t('finding.card.title')}
      what={t('finding.card.what')}
      rows={3}
      name={entityScopeKey(entityRef)}
      shared
      load={signal => api.getEntityScope(entityRef, { signal })}
      aside={
        list && <Link href={`${list}?${query}`}>{t('finding.card.all')}</Link>
      }
    >
      {({ items: reports, findings }) => (
        <div className={styles.stack}>
          {reports.length === 0 ? (
            <span className={styles.quiet}>{t('finding.card.noScope')}</span>
          ) : (
            <ScopeLines reports={reports} />
          )}
          {findings.length === 0 ? (
            <span className={styles.quiet}>{t('finding.card.empty')}</span>
          ) : (
            <FindingLines findings={findings} />
          )}
        </div>
      )}
    </CardFrame>
  );
}

function ScopeLines({ reports }: { reports: EntityScope['items'] }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const reportLink = useRouteRef(reportRouteRef);
  return (
    <ul className={styles.lines} aria-label={t('finding.card.scope')}>
      {reports.map(({ report, title, run, endedAt, violations }) => (
        <li key={report}>
          <span className={styles.grow}>
            <Link href={reportLink?.({ name: report })}>{title}</Link>
            <div className={styles.row}>
              <span className={styles.quiet}>{t('finding.card.seen')}</span>
              <RecordNumber number={run} hideCopy />
              <RelativeTime instant={endedAt} />
            </div>
          </span>
          {violations > 0 && t('run.violations', counted(violations))}
        </li>
      ))}
    </ul>
  );
}

function FindingLines({ findings }: { findings: Finding[] }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const findingLink = useRouteRef(findingRouteRef);
  return (
    <ul className={styles.lines} aria-label={t('finding.card.findings')}>
      {findings.map(({ number, title, severity, state }) => (
        <li key={number}>
          <RowBoundary name={number}>
            <span className={styles.grow}>
              <Link href={findingLink?.({ number })}>
                {number} {title}
              </Link>
            </span>
            <SeverityBadge severity={severity} />
            <FindingBadge state={state} />
          </RowBoundary>
        </li>
      ))}
    </ul>
  );
}
