/**
 * A query of PostgreSQL's text search for what a person typed: every word must occur, each may be the beginning of one.
 * Only letters and digits are kept, so no operator of `to_tsquery` can come from outside.
 */
export function toTextSearch(text: string): string {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map(word => `${word}:*`).join(' & ');
}
