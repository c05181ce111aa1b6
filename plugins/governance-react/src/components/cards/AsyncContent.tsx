import { ReactNode } from 'react';
import { AsyncData } from '../../hooks';
import { ErrorPanel, SkeletonRows } from '../states';

/** What was asked for: a skeleton until it is there, and an error that can be retried above the last answer. */
export function AsyncContent<T>(props: {
  /** What is loaded, as a noun phrase. */
  what: string;
  /** As many rows as the answer is high. */
  rows: number;
  result: Omit<AsyncData<T>, 'setData'>;
  children(data: T): ReactNode;
}) {
  const { what, rows, result, children } = props;
  const { data, error, isPending, refetch } = result;
  return (
    <>
      {isPending && <SkeletonRows rows={rows} height={24} what={what} />}
      {error && <ErrorPanel what={what} error={error} onRetry={refetch} />}
      {data !== undefined && children(data)}
    </>
  );
}
