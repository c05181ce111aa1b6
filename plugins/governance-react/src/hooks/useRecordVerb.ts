import { changedFields } from '../components/record/changedFields';
import { Verb } from '../components/record/VerbState';
import { RecordState } from './useRecord';
import { useVerb } from './useVerb';

/**
 * Does one thing to the record of a page that a judge guards: where somebody was faster, the page shows where the record
 * stands now and what is different.
 *
 * @param act - asks the server
 * @param recordOf - the record in what the page loads
 * @param watched - what a reader may have relied on, each as it is read on the page
 */
export function useRecordVerb<D, R, B>(
  state: RecordState<D>,
  options: {
    act(body: B, options: { idempotencyKey: string }): Promise<D>;
    recordOf(detail: D): R;
    watched: Readonly<Record<string, (record: R) => string>>;
  },
): Verb<B> {
  const { act, recordOf, watched } = options;
  return useVerb<D, B>(state, {
    act,
    differences: (before, after) =>
      changedFields(watched, recordOf(before), recordOf(after)),
    isStale: ({ guard }) => guard === 'state',
  });
}
