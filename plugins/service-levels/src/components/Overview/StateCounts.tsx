import { Link } from '@backstage/ui';
import { toneLines, useTexts } from '@countersign/plugin-governance-react';
import {
  ObjectiveState,
  objectiveStates,
} from '@countersign/plugin-service-levels-common';
import { serviceLevelsTranslationRef } from '../../translation';
import { stateLooks } from '../badges';
import { filterAddress, OverviewFilters } from './overviewFilters';
import styles from './Overview.module.css';

/** How many objectives are in each state, each a link to exactly those; of the state that is shown, to all. */
export function StateCounts(props: {
  counts: Partial<Record<ObjectiveState, number>>;
  filters: OverviewFilters;
}) {
  const { counts, filters } = props;
  const { t } = useTexts(serviceLevelsTranslationRef);
  const isOnly = (state: ObjectiveState) =>
    filters.state.length === 1 && filters.state[0] === state;
  const hrefOf = (state: ObjectiveState) =>
    `?${filterAddress.write({
      ...filters,
      state: isOnly(state) ? [] : [state],
    })}`;
  return (
    <nav aria-label={t('overview.states')}>
      <ul className={styles.states}>
        {objectiveStates
          .filter(state => counts[state] || filters.state.includes(state))
          .map(state => {
            const { icon: Icon, tone } = stateLooks[state];
            return (
              <li key={state}>
                <Link
                  href={hrefOf(state)}
                  standalone
                  className={styles.state}
                  aria-current={isOnly(state) ? 'true' : undefined}
                >
                  <Icon
                    size={16}
                    aria-hidden
                    style={{ color: toneLines[tone] }}
                  />
                  {t('overview.stateCount', {
                    n: (counts[state] ?? 0).toLocaleString('en-GB'),
                    state: t(`shared.state.${state}`),
                  })}
                </Link>
              </li>
            );
          })}
      </ul>
    </nav>
  );
}
