import {
  joined,
  Part,
  say,
  Sentence,
} from '@countersign/plugin-governance-common';

/** Names of this many people or things stand in a sentence; of the rest, their number. */
const NAMED = 5;

/** "a", "a and b", "a, b and c"; of a long list the first few, "and 7 more". */
export function andList(parts: readonly Part[]): Sentence {
  const shown = shorten(parts);
  return shown.length < 2
    ? joined(shown, '')
    : say`${joined(shown.slice(0, -1), ', ')} and ${shown[shown.length - 1]}`;
}

/** "a, b, c" for parts that are clauses of their own; of a long list the first few, "7 more". */
export function commaList(parts: readonly Part[]): Sentence {
  return joined(shorten(parts), ', ');
}

function shorten(parts: readonly Part[]): readonly Part[] {
  return parts.length <= NAMED + 1
    ? parts
    : [...parts.slice(0, NAMED), `${parts.length - NAMED} more`];
}
