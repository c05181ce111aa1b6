import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  useNow,
  useTexts,
  windowText,
} from '@countersign/plugin-governance-react';
import { ErrorBudgetReplay } from '@countersign/plugin-service-levels-common';
import { objectiveRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { exactSpan } from '../figures';
import tables from '../tables/tables.module.css';
import styles from './PoliciesPage.module.css';

type Row = ErrorBudgetReplay['rows'][number];
type Span = Row['spans'][number];

const differs = ({ before, after }: Span) => before.level !== after.level;

/** When each objective would have demanded something else of a normal change. */
export function ObjectiveTimes({ replay }: { replay: ErrorBudgetReplay }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { n, of, differing, rows } = replay;
  return (
    <>
      <p className={styles.lead}>
        {differing > 0
          ? t('policies.replay.objectives', { count: differing, n: String(n) })
          : t('policies.replay.sameObjectives')}
        {n < of && (
          <>
            {' · '}
            {t('policies.replay.onlySome', { n: String(n), of: String(of) })}
          </>
        )}
      </p>
      {rows
        .filter(({ spans }) => spans.some(differs))
        .map(row => (
          <Times key={row.objective} row={row} />
        ))}
    </>
  );
}

function Times({ row }: { row: Row }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const now = useNow();
  const href = useRouteRef(objectiveRouteRef)?.({ id: row.objective });
  const spans = row.spans.filter(differs);
  const length = spans.reduce(
    (sum, { from, to }) => sum + Date.parse(to) - Date.parse(from),
    0,
  );
  return (
    <details>
      <summary>
        {row.title}, {t('policies.replay.differs', { span: exactSpan(length) })}
      </summary>
      <table className={tables.table} aria-label={row.title}>
        <thead>
          <tr>
            {(['time', 'before', 'after'] as const).map(column => (
              <th key={column} scope="col">
                {t(`policies.replay.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {spans.map(({ from, to, before, after }) => (
            <tr key={from}>
              <th scope="row">{windowText({ start: from, end: to }, now)}</th>
              <td data-label={t('policies.replay.before')}>
                <Applied applied={before} />
              </td>
              <td data-label={t('policies.replay.after')}>
                <Applied applied={after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {href && <Link href={href}>{row.objective}</Link>}
    </details>
  );
}

function Applied({ applied }: { applied: Span['before'] }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { level, policy } = applied;
  return (
    <>
      {t(`policies.level.${level}`)}
      {policy && <span className={tables.below}>{policy}</span>}
    </>
  );
}
