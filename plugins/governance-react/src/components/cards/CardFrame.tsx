import { ReactNode } from 'react';
import { useAsyncData } from '../../hooks';
import { SkeletonRows, WhenVisible } from '../states';
import { AsyncContent } from './AsyncContent';
import { TitledCard } from './TitledCard';

interface Loaded<T> {
  /** What is loaded, as a noun phrase. */
  what: string;
  /** As many rows as the answer is high. */
  rows: number;
  /** Names what is loaded: of another name, it is loaded anew. */
  name: string;
  /** Its one request, made once the reader can see the card. */
  load(signal: AbortSignal): Promise<T>;
  /** Other parts of the page show the same by the same name, which is then unique in the app; see `useAsyncData`. */
  shared?: boolean;
  /** Loads anew when the reader comes back to the page. */
  refetchOnFocus?: boolean;
  children(data: T): ReactNode;
}

/**
 * What every card of an entity page has: one question as its title, one request that waits until the card can be seen, a
 * skeleton, and an error that can be retried.
 */
export function CardFrame<T>(
  props: Loaded<T> & {
    title: string;
    aside?: ReactNode;
  },
) {
  const { title, aside, ...loaded } = props;
  const { rows, what } = loaded;
  return (
    <TitledCard title={title} aside={aside}>
      <WhenVisible
        placeholder={<SkeletonRows rows={rows} height={24} what={what} />}
      >
        <Answer {...loaded} />
      </WhenVisible>
    </TitledCard>
  );
}

function Answer<T>(props: Loaded<T>) {
  const { what, rows, name, load, shared, refetchOnFocus, children } = props;
  const result = useAsyncData(name, load, { shared, refetchOnFocus });
  return (
    <AsyncContent what={what} rows={rows} result={result}>
      {children}
    </AsyncContent>
  );
}
