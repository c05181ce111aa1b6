import { ButtonLink, Container } from '@backstage/ui';
import { ReactNode } from 'react';
import { deniedReading, readRefusal } from '../../api';
import { AsyncData } from '../../hooks';
import { RecordState } from '../../hooks/useRecord';
import { EmptyState, ErrorPanel, NotForYou, SkeletonRows } from '../states';
import styles from './RecordLayout.module.css';

/**
 * The page of one record: a skeleton, an error that can be retried, that there is none or that one may not read it, or the
 * record.
 */
export function RecordPage<D>(props: {
  number: string;
  /** What is loaded, as a noun phrase: "the change". */
  what: string;
  /** That there is none: "There is no such change". */
  notFound: string;
  list: { href?: string; text: string };
  record: AsyncData<D> & { state?: RecordState<D> };
  children(state: RecordState<D>): ReactNode;
}) {
  const { number, what, notFound, list, record } = props;
  const { state, error, isPending, refetch } = record;
  const denied = state ? undefined : deniedReading(error);
  if (denied !== undefined) return <NotForYou page={number} title={denied} />;
  if (!state && error && readRefusal(error).name === 'NotFoundError') {
    return (
      <Container>
        <EmptyState
          title={notFound}
          description={number}
          action={<ButtonLink href={list.href}>{list.text}</ButtonLink>}
        />
      </Container>
    );
  }
  return (
    <Container className={styles.page}>
      {error && <ErrorPanel what={what} error={error} onRetry={refetch} />}
      {isPending && <SkeletonRows rows={8} height={64} what={what} />}
      {state && props.children(state)}
    </Container>
  );
}
