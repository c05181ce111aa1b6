import { ChangedField } from './VerbState';

const longest = 120;
const shortened = (text: string) =>
  text.length > longest ? `${text.slice(0, longest)}…` : text || '—';

/**
 * What differs between the record that a reader saw and the one that stands there now.
 *
 * @param watched - the fields a reader may have relied on, each as it is read on the page
 */
export function changedFields<R>(
  watched: Readonly<Record<string, (record: R) => string>>,
  before: R,
  after: R,
): ChangedField[] {
  return Object.entries(watched).flatMap(([field, read]) =>
    read(before) === read(after)
      ? []
      : [
          {
            field,
            before: shortened(read(before)),
            after: shortened(read(after)),
          },
        ],
  );
}
