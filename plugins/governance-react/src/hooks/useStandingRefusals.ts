import { useRef } from 'react';
import { deniedReading } from '../api';

/**
 * Why requests failed, where that one may not read it stands until another answer comes: a request that is made again has
 * no error meanwhile, and a page that says so would come and go each time its reader looks at it.
 *
 * @returns what takes the key of a request and its state, and says why it failed
 */
export function useStandingRefusals() {
  const standing = useRef(new Map<string, Error>());
  return (
    key: string,
    { data, error }: { data?: unknown; error: Error | null },
  ): Error | undefined => {
    if (deniedReading(error) !== undefined) standing.current.set(key, error!);
    else if (error || data !== undefined) standing.current.delete(key);
    return error ?? standing.current.get(key);
  };
}
