import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  DRILLS_SIGNAL_CHANNEL,
  GameDay,
  gameDayNumber,
  GameDayState,
  gameDayStates,
} from '@countersign/plugin-chaos-drills-common';
import {
  ActorLink,
  ChoiceFilter,
  listFilterAddress,
  RecordListPage,
  RecordRows,
  RelativeTime,
  useRecordList,
  useRefetchOnSignal,
  useTexts,
} from '@countersign/plugin-governance-react';
import { chaosDrillsApiRef } from '../api';
import { gameDayRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';
import { StateBadge } from './looks';
import { PlanGameDayButton } from './PlanGameDayButton';

const address = listFilterAddress<{ state: GameDayState }>({
  state: gameDayStates,
});

/** Every game day, and the way to plan one. */
export function GameDaysPage() {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const list = useRecordList(
    address,
    (query, options) => api.listGameDays(query, options),
    { rowKey: gameDayNumber.prefix },
  );
  const { filters, setFilters, result } = list;
  useRefetchOnSignal(DRILLS_SIGNAL_CHANNEL, result.refetch);
  return (
    <RecordListPage
      list={list}
      texts={{
        page: t('gameDay.title'),
        what: t('gameDay.what'),
        noun: { one: t('gameDay.noun.one'), many: t('gameDay.noun.many') },
        search: t('gameDay.search'),
        searchPlaceholder: t('list.searchPlaceholder'),
        empty: {
          title: t('gameDay.empty'),
          description: t('gameDay.emptyDetail'),
        },
        filteredEmpty: {
          title: t('gameDay.filtered'),
          description: t('list.filteredDescription'),
        },
      }}
      above={
        <div className={styles.above}>
          <PlanGameDayButton />
        </div>
      }
      filters={
        <ChoiceFilter
          label={t('state.label')}
          choices={gameDayStates}
          labelOf={id => t(`state.${id}`)}
          value={filters.state}
          onChange={state => setFilters({ state })}
        />
      }
      rows={(days, { isStale }) => (
        <GameDayRows days={days} isStale={isStale} />
      )}
    />
  );
}

function GameDayRows(props: { days: GameDay[]; isStale: boolean }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const link = useRouteRef(gameDayRouteRef);
  return (
    <RecordRows
      label={t('gameDay.title')}
      records={props.days}
      isStale={props.isStale}
      hrefOf={number => link?.({ number })}
      card={day => <StateBadge drill={day} />}
      columns={[
        {
          id: 'number',
          label: t('list.number'),
          cell: ({ number }) => <span className={styles.mono}>{number}</span>,
        },
        {
          id: 'title',
          label: t('gameDay.plan.name'),
          isRowHeader: true,
          cell: ({ title }) => title,
        },
        {
          id: 'drills',
          label: t('gameDay.drills'),
          cell: ({ drills }) => String(drills.length),
        },
        {
          id: 'state',
          label: t('state.label'),
          cell: day => <StateBadge drill={day} />,
        },
        {
          id: 'by',
          label: t('gameDay.plannedBy'),
          cell: ({ plannedBy }) => <ActorLink actor={plannedBy} />,
        },
        {
          id: 'updated',
          label: t('list.updated'),
          cell: ({ updatedAt }) => <RelativeTime instant={updatedAt} />,
        },
      ]}
    />
  );
}
