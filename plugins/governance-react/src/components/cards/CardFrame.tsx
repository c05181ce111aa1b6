import { ReactNode } from 'react';
import { AsyncData } from '../../hooks';
import { AsyncContent } from './AsyncContent';
import { TitledCard } from './TitledCard';

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
  const { title, aside, ...content } = props;
  return (
    <TitledCard title={title} aside={aside}>
      <AsyncContent {...content} />
    </TitledCard>
  );
}
