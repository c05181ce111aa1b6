import { Part, sentenceOf } from './say';
import { Sentence } from './Sentence';

/** Stands for a reference while words are put around it; no language writes these two signs. */
const mark = (at: number) => `\u2063${at}\u2063`;

/**
 * A sentence whose words come from elsewhere, such as a translation:
 * `filled(values => t('approvedFor', values), { group: person(group) })`.
 */
export function filled<N extends string>(
  words: (values: Record<N, string>) => string,
  parts: Record<N, Part>,
): Sentence {
  const names = Object.keys(parts) as N[];
  const marked = names.map((name, at) => [name, mark(at)]);
  const text = words(Object.fromEntries(marked) as Record<N, string>);
  return sentenceOf(
    text
      .split(/\u2063(\d+)\u2063/)
      .map((word, i) => (i % 2 ? parts[names[Number(word)]] : word)),
  );
}
