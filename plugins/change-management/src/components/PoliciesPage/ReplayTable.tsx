import {
  PolicyReplay,
  PolicyReplayRow,
} from '@countersign/plugin-change-management-common';
import { RiAlertLine, RiCheckLine } from '@remixicon/react';
import { ReactNode, useState } from 'react';
import {
  Digest,
  EntityLink,
  SentenceText,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { ChangeNumber } from '../ChangeNumber';
import { phrasesOf, plainText } from '@countersign/plugin-governance-common';
import styles from './PoliciesPage.module.css';

/** What would have differed, change by change; what would not stands folded below. */
export function ReplayTable(props: { replay: PolicyReplay }) {
  const { replay } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const isDiffering = (row: PolicyReplayRow) => row.differences.length > 0;
  const differing = replay.rows.filter(isDiffering);
  const same = replay.rows.filter(row => !isDiffering(row));
  return (
    <>
      <div className={styles.buttons} role="status">
        <strong>
          {replay.differing
            ? t('policies.result', {
                differing: String(replay.differing),
                n: String(replay.n),
              })
            : t('policies.same')}
        </strong>
        <span className={styles.quiet}>
          {t('policies.draftDigest')} <Digest value={replay.draftDigest} />
        </span>
      </div>
      {differing.length > 0 && <Rows rows={differing} />}
      {same.length > 0 && (
        <Unchanged label={t('policies.unchanged', { count: same.length })}>
          <Rows rows={same} />
        </Unchanged>
      )}
    </>
  );
}

/** Rows by the hundred are made once somebody wants to see them. */
function Unchanged(props: { label: string; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{props.label}</summary>
      {isOpen && props.children}
    </details>
  );
}

function Rows(props: { rows: PolicyReplayRow[] }) {
  const { t } = useTexts(changeManagementTranslationRef);
  return (
    <div className={styles.scroll}>
      <table
        className={styles.table}
        aria-label={t('policies.column.differences')}
      >
        <thead>
          <tr>
            {(['change', 'before', 'after', 'differences', 'met'] as const).map(
              column => (
                <th key={column} scope="col">
                  {t(`policies.column.${column}`)}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {props.rows.map(row => (
            <ReplayRow key={row.number} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ReplayRow(props: { row: PolicyReplayRow }) {
  const { row } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const unmet = row.meetsCurrent ? 'policies.unmet' : 'policies.unmetByBoth';
  const verdict = row.wouldHaveBeenMet ? 'policies.met' : unmet;
  return (
    <tr>
      <th scope="row">
        <ChangeNumber number={row.number} hideCopy />
        <div className={styles.quiet}>{row.title}</div>
      </th>
      <td>
        <Side side={row.before} />
      </td>
      <td>
        <Side side={row.after} />
      </td>
      <td>
        {phrasesOf('differences', row).map(difference => (
          <div key={plainText(difference)}>
            <SentenceText sentence={difference} />
          </div>
        ))}
      </td>
      <td>
        <ToneBadge
          tone={row.wouldHaveBeenMet ? 'success' : 'warning'}
          icon={row.wouldHaveBeenMet ? RiCheckLine : RiAlertLine}
        >
          {t(verdict)}
        </ToneBadge>
      </td>
    </tr>
  );
}

function Side(props: { side: PolicyReplayRow['before'] }) {
  const { policy, requirements } = props.side;
  const { t } = useTexts(changeManagementTranslationRef);
  return (
    <>
      <strong>{policy ?? t('policies.nothing')}</strong>
      {requirements.map(({ group, count }) => (
        <div key={group}>
          {count} {t('policies.from')} <EntityLink entityRef={group} hideIcon />
        </div>
      ))}
    </>
  );
}
