import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  AsyncContent,
  EmptyState,
  RecordNumber,
  RelativeTime,
  RowBoundary,
  useAsyncData,
  useRefetchOnSignal,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  INCIDENTS_SIGNAL_CHANNEL,
  ListActions,
} from '@countersign/plugin-incident-management-common';
import { RiCheckLine } from '@remixicon/react';
import { incidentManagementApiRef } from '../../api';
import { actionsRouteRef, reviewRouteRef } from '../../routes';
import { incidentManagementTranslationRef } from '../../translation';
import { actionSearchOf } from '../ActionsPage/actionFilters';
import { ActionStateBadge } from '../badges';
import styles from '../HomeIncidents/HomeIncidents.module.css';

/** So many rows stand on the home page. */
const SHOWN = 8;

const query: ListActions = { mine: true, overdue: true, limit: SHOWN };

/** Action items that the reader owns and that are due, the longest due first. */
export function HomeActions() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(incidentManagementApiRef);
  const list = useRouteRef(actionsRouteRef)?.();
  const link = useRouteRef(reviewRouteRef);
  const actions = useAsyncData(
    'overdue',
    signal => api.listActions(query, { signal }),
    { refetchOnFocus: true },
  );
  useRefetchOnSignal(INCIDENTS_SIGNAL_CHANNEL, actions.refetch);
  return (
    <>
      <AsyncContent what={t('review.home.what')} rows={2} result={actions}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={RiCheckLine}
              title={t('review.home.none')}
              description={t('review.home.noneDetail')}
            />
          ) : (
            <ul className={styles.rows} aria-label={t('review.home.title')}>
              {items.map(({ id, incident, text, state, overdue, dueAt }) => (
                <li key={id}>
                  <RowBoundary name={incident}>
                    <ActionStateBadge state={state} overdue={overdue} />
                    <RecordNumber
                      number={incident}
                      href={link?.({ number: incident })}
                      hideCopy
                    />
                    <span className={styles.title}>{text}</span>
                    <span className={styles.quiet}>
                      {t('review.action.wasDue')}{' '}
                      <RelativeTime instant={dueAt} />
                    </span>
                  </RowBoundary>
                </li>
              ))}
            </ul>
          )
        }
      </AsyncContent>
      {list && (
        <p>
          <Link
            href={`${list}?${actionSearchOf({ mine: true, state: ['open'] })}`}
          >
            {t('review.home.all')}
          </Link>
        </p>
      )}
    </>
  );
}
