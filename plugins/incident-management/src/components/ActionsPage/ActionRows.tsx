import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useBreakpoint } from '@backstage/ui';
import {
  ActorLink,
  RecordCards,
  RecordTable,
  RelativeTime,
  useTexts,
} from '@countersign/plugin-governance-react';
import { ListedAction } from '@countersign/plugin-incident-management-common';
import { reviewRouteRef } from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';
import { ActionStateBadge } from '../badges';
import styles from './ActionsPage.module.css';

const keyOf = ({ incident, id }: ListedAction) => `${incident}/${id}`;

/** As a card: its number is the incident's, its title what is to be done. */
type ActionCard = ListedAction & { number: string };

/** Action items as rows of a table, or as cards where the screen is narrow; each leads to the review it is of. */
export function ActionRows(props: {
  actions: ListedAction[];
  isStale: boolean;
}) {
  const { actions, isStale } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const link = useRouteRef(reviewRouteRef);
  const narrow = useBreakpoint().down('sm');
  if (narrow) {
    return (
      <RecordCards<ActionCard>
        label={t('review.actions.pageTitle')}
        records={actions.map(action => ({
          ...action,
          number: action.incident,
          title: action.text,
        }))}
        keyOf={keyOf}
        hrefOf={number => link?.({ number })}
        isOwed={({ overdue }) => overdue}
      >
        {action => (
          <span className={styles.about}>
            <ActionStateBadge state={action.state} overdue={action.overdue} />
            <ActorLink actor={action.owner} />
            <RelativeTime instant={action.dueAt} />
          </span>
        )}
      </RecordCards>
    );
  }
  return (
    <RecordTable<ListedAction>
      label={t('review.actions.pageTitle')}
      records={actions}
      isStale={isStale}
      keyOf={keyOf}
      nameOf={({ text }) => text}
      textOf={({ incident, text }) => `${incident} ${text}`}
      hrefOf={({ incident }) => link?.({ number: incident })}
      columns={[
        {
          id: 'action',
          label: t('review.actions.column.action'),
          isRowHeader: true,
          cell: ({ text }) => <span className={styles.text}>{text}</span>,
        },
        {
          id: 'incident',
          label: t('review.actions.column.incident'),
          cell: ({ incident, title }) => (
            <>
              <span className={styles.number}>{incident}</span>
              <span className={styles.about}>{title}</span>
            </>
          ),
        },
        {
          id: 'owner',
          label: t('review.actions.column.owner'),
          cell: ({ owner }) => <ActorLink actor={owner} />,
        },
        {
          id: 'due',
          label: t('review.actions.column.due'),
          cell: ({ dueAt }) => <RelativeTime instant={dueAt} />,
        },
        {
          id: 'state',
          label: t('review.actions.column.state'),
          cell: ({ state, overdue }) => (
            <ActionStateBadge state={state} overdue={overdue} />
          ),
        },
      ]}
    />
  );
}
