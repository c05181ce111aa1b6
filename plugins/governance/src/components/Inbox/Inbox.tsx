import { Button, Link } from '@backstage/ui';
import { byUrgency } from '@countersign/plugin-governance-common';
import {
  allAnswered,
  AreaProblems,
  EmptyState,
  InboxItem,
  InboxSource,
  RecordNumber,
  RelativeTime,
  RowBoundary,
  SkeletonRows,
  useAreas,
  useMyTeams,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { governancePagesTranslationRef } from '../../translation';
import rows from '../rows.module.css';
import styles from './Inbox.module.css';

/** So many rows stand there at first. */
const SHOWN = 10;

/** What waits for the reader in every area, one list, most urgent first. */
export function Inbox(props: { sources: readonly InboxSource[] }) {
  const { t } = useTexts(governancePagesTranslationRef);
  const { user, teams } = useMyTeams();
  const answers = useAreas(user, props.sources, (source, request) =>
    source.load({ ...request, user: user!, teams }),
  );
  const [showsAll, setShowsAll] = useState(false);
  const items = answers
    .flatMap(({ area, data }) =>
      (data?.items ?? []).map(item => ({ ...item, area })),
    )
    .sort(byUrgency);
  const links = answers.flatMap(({ data }) => data?.links ?? []);
  const isPending = answers.some(answer => answer.isPending);
  return (
    <div className={styles.root}>
      <AreaProblems answers={answers} />
      {items.length > 0 && (
        <ul className={rows.rows} aria-label={t('inbox.title')}>
          {(showsAll ? items : items.slice(0, SHOWN)).map(item => (
            <li key={`${item.area} ${item.id}`}>
              <RowBoundary name={item.record}>
                <Row item={item} />
              </RowBoundary>
            </li>
          ))}
        </ul>
      )}
      {items.length > SHOWN && !showsAll && (
        <div>
          <Button
            size="small"
            variant="tertiary"
            onPress={() => setShowsAll(true)}
          >
            {t('inbox.more', { total: String(items.length) })}
          </Button>
        </div>
      )}
      {isPending && (
        <SkeletonRows
          rows={items.length ? 1 : 4}
          height={32}
          what={t('inbox.what')}
        />
      )}
      {allAnswered(answers) && !items.length && (
        <EmptyState
          title={t('inbox.empty')}
          description={t('inbox.emptyDetail')}
        />
      )}
      {links.length > 0 && (
        <p className={styles.links}>
          {links.map(({ text, href }) => (
            <Link key={href} href={href}>
              {text}
            </Link>
          ))}
        </p>
      )}
    </div>
  );
}

function Row({ item }: { item: InboxItem }) {
  const { t } = useTexts(governancePagesTranslationRef);
  return (
    <div className={rows.row}>
      {item.task}
      <RecordNumber number={item.record} href={item.href} hideCopy />
      <span className={rows.title}>{item.title}</span>
      <span className={rows.note}>
        {item.dueAt
          ? t('inbox.due', { when: <RelativeTime instant={item.dueAt} /> })
          : t('inbox.since', { when: <RelativeTime instant={item.since} /> })}
      </span>
    </div>
  );
}
