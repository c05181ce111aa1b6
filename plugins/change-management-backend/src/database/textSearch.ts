/** A shorter beginning matches too much to be of use, and costs accordingly. */
const SHORTEST_PREFIX = 3;

/**
 * A query of PostgreSQL's text search for what a person typed: every word must occur, and the last one, which may still
 * be being typed, may be the beginning of one. Only letters and digits are kept, so no operator of `to_tsquery` can come
 * from outside.
 */
export function toTextSearch(text: string): string {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const last = words.at(-1) ?? '';
  const whole = words.slice(0, -1);
  return [
    ...whole,
    ...(last ? [last.length < SHORTEST_PREFIX ? last : `${last}:*`] : []),
  ].join(' & ');
}
