import { Alert } from '@backstage/ui';
import {
  Digest,
  RecordNumber,
  RowBoundary,
  SentenceText,
  ShortTime,
  Tone,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  ChangeOutcome,
  ErrorBudgetReplay,
} from '@countersign/plugin-service-levels-common';
import {
  RemixiconComponentType,
  RiCheckLine,
  RiForbidLine,
  RiUserAddLine,
} from '@remixicon/react';
import { serviceLevelsTranslationRef } from '../../translation';
import tables from '../tables/tables.module.css';
import { ObjectiveTimes } from './ObjectiveTimes';
import styles from './PoliciesPage.module.css';

type Changes = NonNullable<ErrorBudgetReplay['changes']>;
type Differing = Changes['differing'][number];

const looks: Record<
  ChangeOutcome,
  { tone: Tone; icon: RemixiconComponentType }
> = {
  free: { tone: 'success', icon: RiCheckLine },
  approvals: { tone: 'warning', icon: RiUserAddLine },
  refused: { tone: 'danger', icon: RiForbidLine },
};

/** What would have been decided otherwise: change by change, and beneath it objective by objective. */
export function ReplayResult({ replay }: { replay: ErrorBudgetReplay }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { changes, draftDigest } = replay;
  return (
    <>
      <div className={styles.result} role="status">
        {changes && (
          <strong>
            <ChangeCount changes={changes} />
          </strong>
        )}
        {changes?.capped && (
          <span>{t('policies.replay.capped', { n: String(changes.n) })}</span>
        )}
        <span className={styles.quiet}>
          {t('policies.replay.draftDigest')} <Digest value={draftDigest} />
        </span>
      </div>
      {!changes && (
        <Alert status="warning" icon title={t('policies.replay.unread')} />
      )}
      {changes && changes.differing.length > 0 && (
        <ChangeTable changes={changes.differing} />
      )}
      <ObjectiveTimes replay={replay} />
    </>
  );
}

function ChangeCount({ changes }: { changes: Changes }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { n, differing } = changes;
  if (n === 0) return <>{t('policies.replay.noChanges')}</>;
  return differing.length > 0 ? (
    <>
      {t('policies.replay.result', {
        count: differing.length,
        n: String(n),
      })}
    </>
  ) : (
    <>{t('policies.replay.same', { n: String(n) })}</>
  );
}

function ChangeTable({ changes }: { changes: readonly Differing[] }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  return (
    <table className={tables.table} aria-label={t('policies.replay.changes')}>
      <thead>
        <tr>
          {(['change', 'began', 'before', 'after'] as const).map(column => (
            <th key={column} scope="col">
              {t(`policies.replay.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {changes.map(({ number, title, at, before, after }) => (
          <tr key={number}>
            <th scope="row">
              <RowBoundary name={number}>
                <RecordNumber number={number} hideCopy /> {title}
              </RowBoundary>
            </th>
            <td className={styles.time} data-label={t('policies.replay.began')}>
              <ShortTime instant={at} />
            </td>
            <td data-label={t('policies.replay.before')}>
              <Decision decided={before} />
            </td>
            <td data-label={t('policies.replay.after')}>
              <Decision decided={after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Decision({ decided }: { decided: Differing['before'] }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { outcome, require, reason } = decided;
  const { tone, icon } = looks[outcome];
  const count = require.reduce((sum, line) => sum + line.count, 0);
  return (
    <div className={styles.decision}>
      <ToneBadge tone={tone} icon={icon}>
        {outcome === 'approvals'
          ? t('policies.outcome.approvals', { count })
          : t(`policies.outcome.${outcome}`)}
      </ToneBadge>
      {reason.length > 0 && (
        <details className={styles.quiet}>
          <summary>{t('policies.replay.why')}</summary>
          <SentenceText sentence={reason} />
        </details>
      )}
    </div>
  );
}
