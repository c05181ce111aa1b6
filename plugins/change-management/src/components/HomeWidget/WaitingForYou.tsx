import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Link, Text } from '@backstage/ui';
import {
  ChangePage,
  ChangeState,
  ChangeSummary,
  ListChangesQuery,
} from '@countersign/plugin-change-management-common';
import { ReactNode } from 'react';
import {
  useAsyncData,
  useMyTeams,
  EmptyState,
  ErrorPanel,
  SkeletonRows,
  RelativeTime,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { useListLink } from '../../hooks/useListLink';
import { useNewChangeLink } from '../../hooks/useNewChangeLink';
import { changeManagementTranslationRef } from '../../translation';
import { ChangeRows } from '../ChangeRows';
import styles from './WaitingForYou.module.css';

const SHOWN = 5;

const openStates: ChangeState[] = [
  'new',
  'assess',
  'authorize',
  'scheduled',
  'implement',
  'review',
];

/** What waits for the reader: overdue emergencies first, then approvals they can give, then their own open changes. */
export function WaitingForYou() {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const api = useApi(changeManagementApiRef);
  const { user } = useMyTeams();
  const newChange = useNewChangeLink()();

  const queries: Record<'overdue' | 'approvals' | 'mine', ListChangesQuery> = {
    overdue: { overdue: true },
    approvals: { awaitingMyApproval: true },
    mine: { requester: user ? [user] : [], state: openStates },
  };
  const waiting = useAsyncData(
    user && `waiting:${user}`,
    async signal => {
      const list = (query: ListChangesQuery) =>
        api.listChanges({ ...query, limit: SHOWN }, { signal });
      const [overdue, approvals, mine] = await Promise.all([
        list(queries.overdue),
        list(queries.approvals),
        list(queries.mine),
      ]);
      return { overdue, approvals, mine };
    },
    { refetchOnFocus: true },
  );
  const { data, error, isPending, refetch } = waiting;
  const what = t('cards.home.what');

  return (
    <div className={styles.root}>
      {error && <ErrorPanel what={what} error={error} onRetry={refetch} />}
      {isPending && <SkeletonRows rows={4} height={32} what={what} />}
      {data && Object.values(data).every(page => !page.items.length) && (
        <EmptyState
          title={t('cards.home.empty')}
          description={t('cards.home.emptyDetail')}
          action={
            newChange && (
              <ButtonLink size="small" variant="secondary" href={newChange}>
                {t('cards.home.new')}
              </ButtonLink>
            )
          }
        />
      )}
      {data && (
        <>
          <Section
            title={t('cards.home.overdue')}
            page={data.overdue}
            query={queries.overdue}
            note={change =>
              change.approvalDueAt && <DueText instant={change.approvalDueAt} />
            }
          />
          <Section
            title={t('cards.home.approvals')}
            page={data.approvals}
            query={queries.approvals}
          />
          <Section
            title={t('cards.home.mine')}
            page={data.mine}
            query={queries.mine}
          />
        </>
      )}
    </div>
  );
}

function Section(props: {
  title: string;
  page: ChangePage;
  query: ListChangesQuery;
  note?: (change: ChangeSummary) => ReactNode;
}) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { title, page, query, note } = props;
  const href = useListLink()(query);
  if (!page.items.length) return null;
  const total = String(page.count.value);
  return (
    <section aria-label={title}>
      <Text as="h3" weight="bold">
        {title}
      </Text>
      <ChangeRows label={title} changes={page.items} note={note} />
      {href && page.count.value > page.items.length && (
        <Link href={href}>
          {page.count.capped
            ? t('cards.home.allCapped', { total })
            : t('cards.home.all', { total })}
        </Link>
      )}
    </section>
  );
}

function DueText(props: { instant: string }) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  return (
    <span className={styles.due}>
      {t('cards.home.due', { when: <RelativeTime instant={props.instant} /> })}
    </span>
  );
}
