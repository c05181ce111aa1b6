import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  Panel,
  RowBoundary,
  useTexts,
} from '@countersign/plugin-governance-react';
import { ObjectiveDetail } from '@countersign/plugin-service-levels-common';
import { objectiveRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { StateBadge } from '../badges';
import { BudgetLeft } from '../figures';
import styles from './ObjectivePage.module.css';

/** The objectives that make this one up, how they do, and how each stands. */
export function CompositePanel(props: {
  composite: NonNullable<ObjectiveDetail['composite']>;
}) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const objectiveLink = useRouteRef(objectiveRouteRef);
  const { kind, parts } = props.composite;
  return (
    <Panel title={t('objective.composite.title')}>
      <p className={styles.quiet}>{t(`objective.composite.${kind}`)}</p>
      <ul className={styles.plain} aria-label={t('objective.composite.title')}>
        {parts.map(({ id, weight, objective }) => (
          <li key={id} className={styles.part}>
            <RowBoundary name={id}>
              <Link href={objectiveLink?.({ id })}>
                {objective?.title ?? id}
              </Link>
              {kind === 'weighted' && (
                <span className={styles.quiet}>
                  {t('objective.composite.weight', { weight: String(weight) })}
                </span>
              )}
              {objective ? (
                <span className={styles.facts}>
                  <StateBadge state={objective.state} />
                  <BudgetLeft objective={objective} />
                </span>
              ) : (
                <span className={styles.quiet}>
                  {t('objective.composite.gone')}
                </span>
              )}
            </RowBoundary>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
