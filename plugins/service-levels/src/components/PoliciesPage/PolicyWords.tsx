import {
  EntityLink,
  Predicate,
  useTexts,
} from '@countersign/plugin-governance-react';
import { ErrorBudgetPolicySet } from '@countersign/plugin-service-levels-common';
import { serviceLevelsTranslationRef } from '../../translation';
import { rateText, shareText } from '../figures';
import styles from './PoliciesPage.module.css';

type Policy = ErrorBudgetPolicySet['policies'][number];

/** How a budget has to stand, and what else has to match, for a policy to apply. */
export function PolicyWhen({ policy }: { policy: Policy }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { when = {}, match } = policy;
  const { leftAtMost, burnRateAbove } = when;
  const conditions = [
    leftAtMost !== undefined && <LeftWords leftAtMost={leftAtMost} />,
    burnRateAbove !== undefined &&
      t('policies.burns', { rate: rateText(burnRateAbove) }),
    ...partsOf(match).map(part => <Predicate predicate={part} />),
  ].filter(Boolean);
  if (conditions.length === 0) return <em>{t('policies.always')}</em>;
  if (conditions.length === 1) return <>{conditions[0]}</>;
  return (
    <ul className={styles.conditions}>
      {conditions.map((condition, i) => (
        // They stand in one order.
        <li key={i}>{condition}</li>
      ))}
    </ul>
  );
}

/** What of a predicate has to hold, each by itself. */
function partsOf(match: Policy['match']): unknown[] {
  if (match === undefined) return [];
  if (typeof match !== 'object' || match === null || Array.isArray(match)) {
    return [match];
  }
  return Object.entries(match).map(([path, wanted]) => ({ [path]: wanted }));
}

function LeftWords({ leftAtMost }: { leftAtMost: number }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  if (leftAtMost === 0) return <>{t('policies.spent')}</>;
  return leftAtMost > 0 ? (
    <>{t('policies.left', { share: shareText(leftAtMost) })}</>
  ) : (
    <>{t('policies.overspent', { share: shareText(-leftAtMost) })}</>
  );
}

/** What is demanded of a change. */
export function Demands(props: Pick<Policy, 'allow' | 'require'>) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { allow, require } = props;
  if (allow === 'any' && require.length === 0) {
    return <div>{t('policies.nothing')}</div>;
  }
  return (
    <div>
      {allow === 'reliability' && <div>{t('policies.reliability')}</div>}
      {require.map(line => (
        <div key={JSON.stringify(line)}>
          {t('policies.approvals', { count: line.count })}{' '}
          {'group' in line ? (
            <EntityLink entityRef={line.group} />
          ) : (
            t(`policies.owners.${line.ownersOf}`)
          )}
        </div>
      ))}
    </div>
  );
}
