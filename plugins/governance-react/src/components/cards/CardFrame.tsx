import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { ReactNode } from 'react';
import { SkeletonRows } from '../states/SkeletonRows';
import { ErrorPanel } from '../states/ErrorPanel';
import { AsyncData } from '../../hooks/useAsyncData';
import styles from './CardFrame.module.css';

/** What every card of an entity page has: one question as its title, a skeleton, and an error that can be retried. */
export function CardFrame<T>(props: {
  title: string;
  /** What is loaded, as a noun phrase. */
  what: string;
  /** As many rows as the answer is high. */
  rows: number;
  result: AsyncData<T>;
  aside?: ReactNode;
  children(data: T): ReactNode;
}) {
  const { title, what, rows, result, aside, children } = props;
  const { data, error, isPending, refetch } = result;
  return (
    <Card role="region" aria-label={title}>
      <CardHeader>
        <div className={styles.head}>
          <Text as="h3" variant="title-x-small" weight="bold">
            {title}
          </Text>
          {aside}
        </div>
      </CardHeader>
      <CardBody>
        <div className={styles.body}>
          {isPending && <SkeletonRows rows={rows} height={24} what={what} />}
          {error && <ErrorPanel what={what} error={error} onRetry={refetch} />}
          {data !== undefined && children(data)}
        </div>
      </CardBody>
    </Card>
  );
}
