import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import {
  CardFrame,
  RowBoundary,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { assuranceApiRef } from '../api';
import { findingRouteRef, findingsRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';
import styles from './Evidence.module.css';
import { FindingBadge, SeverityBadge } from './looks';

/** So many findings stand in the card; the list shows the rest. */
const SHOWN = 5;

/** The findings of the entity of the page that are not closed, with the run that saw each last. */
export function EntityFindings() {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const api = useApi(assuranceApiRef);
  const findingLink = useRouteRef(findingRouteRef);
  const list = useRouteRef(findingsRouteRef)?.();
  const state = ['open', 'explained', 'accepted', 'remediating'] as const;
  const findings = useAsyncData(entityRef, signal =>
    api.listFindings(
      { entityRef: [entityRef], state: [...state], limit: SHOWN },
      { signal },
    ),
  );
  const query = new URLSearchParams({ entityRef });
  return (
    <CardFrame
      title={t('finding.card.title')}
      what={t('finding.card.what')}
      rows={3}
      result={findings}
      aside={
        list && <Link href={`${list}?${query}`}>{t('finding.card.all')}</Link>
      }
    >
      {({ items }) =>
        items.length === 0 ? (
          <span className={styles.quiet}>{t('finding.card.empty')}</span>
        ) : (
          <ul className={styles.lines}>
            {items.map(finding => (
              <li key={finding.number}>
                <RowBoundary name={finding.number}>
                  <span className={styles.grow}>
                    <Link href={findingLink?.({ number: finding.number })}>
                      {finding.number} {finding.title}
                    </Link>
                    <div className={styles.quiet}>
                      {t('finding.card.seen', { run: finding.lastSeenRun })}
                    </div>
                  </span>
                  <SeverityBadge severity={finding.severity} />
                  <FindingBadge state={finding.state} />
                </RowBoundary>
              </li>
            ))}
          </ul>
        )
      }
    </CardFrame>
  );
}
