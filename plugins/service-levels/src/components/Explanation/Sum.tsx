import {
  Panel,
  useNow,
  useTexts,
  windowText,
} from '@countersign/plugin-governance-react';
import {
  budgetOf,
  Explanation,
  standingOf,
} from '@countersign/plugin-service-levels-common';
import { serviceLevelsTranslationRef } from '../../translation';
import { leftOf, targetText } from '../figures';
import styles from './Explanation.module.css';

const DIGITS = 12;

/** Numbers of a sum as they are calculated with: nothing is rounded that could be seen. */
function plain(value: number): string {
  return Number(value.toPrecision(DIGITS)).toLocaleString('en-GB', {
    maximumFractionDigits: DIGITS,
  });
}
const percentOf = (value: number) => `${plain(value * 100)} %`;

/** The sum, line by line: what is promised, what was counted, what is allowed, what was spent, what is left. */
export function Sum({ explanation }: { explanation: Explanation }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const now = useNow();
  const { target, counts, measured, method, from, end } = explanation;
  const standing = standingOf(counts, target);
  const budget = budgetOf(target).valueOf();
  const lines: [name: string, how: string, value?: string][] = [
    [
      t('objective.explanation.sum.promised'),
      t('objective.explanation.sum.promisedHow', {
        target: targetText(target),
        budget: percentOf(budget),
      }),
      percentOf(budget),
    ],
    [
      t('objective.explanation.sum.counted'),
      t('objective.explanation.sum.countedHow', {
        total: plain(counts.total),
        bad: plain(counts.bad),
        what: t(
          method === 'occurrences'
            ? 'objective.headline.events'
            : 'objective.headline.slices',
        ),
      }),
      windowText({ start: from, end }, now),
    ],
  ];
  const isWhole = measured === 1;
  if (typeof standing !== 'string' && measured > 0) {
    const allowed = (counts.total / measured) * budget;
    const left = leftOf({ burnRate: standing.burnRate, measured })!;
    lines.push(
      [
        t('objective.explanation.sum.allowed'),
        t(
          isWhole
            ? 'objective.explanation.sum.allowedHow'
            : 'objective.explanation.sum.allowedMeasured',
          {
            total: plain(counts.total),
            measured: percentOf(measured),
            budget: percentOf(budget),
          },
        ),
        plain(allowed),
      ],
      [
        t('objective.explanation.sum.spent'),
        t('objective.explanation.sum.spentHow', {
          bad: plain(counts.bad),
          allowed: plain(allowed),
        }),
        percentOf(1 - left),
      ],
      [
        t('objective.explanation.sum.left'),
        t('objective.explanation.sum.leftHow', { spent: percentOf(1 - left) }),
        percentOf(left),
      ],
    );
  }
  return (
    <Panel title={t('objective.explanation.sum.title')}>
      <table
        className={`${styles.table} ${styles.sum}`}
        aria-label={t('objective.explanation.sum.title')}
      >
        <tbody>
          {lines.map(([name, how, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{how}</td>
              <td className={styles.number}>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {!isWhole && measured > 0 && (
        <p className={styles.quiet}>
          {t('objective.explanation.sum.measured', {
            measured: percentOf(measured),
          })}
        </p>
      )}
    </Panel>
  );
}
