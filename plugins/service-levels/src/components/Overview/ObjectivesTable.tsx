import { useRouteRef } from '@backstage/frontend-plugin-api';
import { RecordTable, useTexts } from '@countersign/plugin-governance-react';
import { ObjectiveSummary } from '@countersign/plugin-service-levels-common';
import { objectiveRouteRef } from '../../routes';
import { serviceLevelsTranslationRef } from '../../translation';
import { StateBadge } from '../badges';
import { BudgetLeft, BurnNow, ExhaustedIn, Sparkline } from '../figures';
import { AboutObjective } from './AboutObjective';
import styles from './Overview.module.css';

/** By which the keys of a list tell its rows from its columns. */
export const ROW_KEY = 'slo:';

/** The objectives as rows. */
export function ObjectivesTable(props: {
  objectives: ObjectiveSummary[];
  isStale: boolean;
  /** Whether they are all of the entity of the page. */
  isOfPage?: boolean;
}) {
  const { objectives, isStale, isOfPage } = props;
  const { t } = useTexts(serviceLevelsTranslationRef);
  const objectiveLink = useRouteRef(objectiveRouteRef);
  return (
    <RecordTable
      label={t('overview.title')}
      records={objectives}
      isStale={isStale}
      keyOf={({ id }) => `${ROW_KEY}${id}`}
      nameOf={({ id }) => id}
      textOf={({ title }) => title}
      hrefOf={({ id }) => objectiveLink?.({ id })}
      columns={[
        {
          id: 'objective',
          label: t('overview.column.objective'),
          isRowHeader: true,
          cell: objective => (
            <>
              <span className={styles.title}>{objective.title}</span>
              <AboutObjective objective={objective} isOfPage={isOfPage} />
            </>
          ),
        },
        {
          id: 'state',
          label: t('overview.column.state'),
          cell: ({ state }) => <StateBadge state={state} />,
        },
        {
          id: 'left',
          label: t('overview.column.left'),
          cell: objective => <BudgetLeft objective={objective} />,
        },
        {
          id: 'burn',
          label: t('overview.column.burn'),
          cell: ({ burning }) => <BurnNow burning={burning} />,
        },
        {
          id: 'exhausted',
          label: t('overview.column.exhausted'),
          cell: objective => <ExhaustedIn objective={objective} />,
        },
        {
          id: 'trend',
          label: t('overview.column.trend'),
          className: styles.wider,
          cell: ({ trend = [] }) => <Sparkline trend={trend} />,
        },
      ]}
    />
  );
}
