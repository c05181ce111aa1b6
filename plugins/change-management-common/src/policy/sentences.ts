/** Names of this many people or things stand in a sentence; of the rest, their number. */
const NAMED = 5;

/** "a", "a and b", "a, b and c"; of a long list the first few, "and 7 more". */
export function andList(parts: readonly string[]): string {
  const shown = shorten(parts);
  return shown.length < 2
    ? shown.join('')
    : `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]}`;
}

/** "a, b, c" for parts that are clauses of their own; of a long list the first few, "7 more". */
export function commaList(parts: readonly string[]): string {
  return shorten(parts).join(', ');
}

function shorten(parts: readonly string[]): readonly string[] {
  return parts.length <= NAMED + 1
    ? parts
    : [...parts.slice(0, NAMED), `${parts.length - NAMED} more`];
}
