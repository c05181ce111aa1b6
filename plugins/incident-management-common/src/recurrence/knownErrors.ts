import {
  entity,
  record,
  say,
  Sentence,
} from '@countersign/plugin-governance-common';

/** A problem whose cause is known and that is not solved yet. */
export interface KnownError {
  /** The number of its problem. */
  number: string;
  title: string;
  workaround: string;
  entities: readonly string[];
  /** What the alerts of its incidents watched. */
  conditions: readonly string[];
}

/** A known error that may be what an incident is about, and why. */
export interface KnownErrorMatch {
  error: KnownError;
  reasons: Sentence[];
}

/** What is known of an incident when it opens. */
export interface Symptoms {
  title: string;
  entities: readonly string[];
  conditions: readonly string[];
}

/** Words that say nothing about what is wrong. */
const LEAST_WORD = 4;

/**
 * Known errors that fit an incident, the best first: one of the same entity, or one of the same condition elsewhere whose title
 * speaks of the same. Neither a condition alone is enough, for every budget burns by one, nor are words alone.
 */
export function matchingKnownErrors(
  symptoms: Symptoms,
  errors: readonly KnownError[],
): KnownErrorMatch[] {
  return errors
    .flatMap(error => {
      const sameEntity = firstShared(error.entities, symptoms.entities);
      const sameCondition = firstShared(error.conditions, symptoms.conditions);
      const words = sharedWords(error.title, symptoms.title);
      const isElsewhere = sameCondition !== undefined && words.length > 0;
      if (sameEntity === undefined && !isElsewhere) return [];
      const weight =
        (sameEntity === undefined ? 0 : 2) +
        (sameCondition === undefined ? 0 : 3) +
        Math.min(words.length, 9) / 10;
      return [
        {
          weight,
          error,
          reasons: [
            ...(sameCondition === undefined
              ? []
              : [
                  say`${record(
                    error.number,
                  )} showed itself by ${sameCondition}`,
                ]),
            ...(sameEntity === undefined
              ? []
              : [say`${record(error.number)} is about ${entity(sameEntity)}`]),
            ...(words.length > 0
              ? [say`Both titles say ${words.join(', ')}`]
              : []),
          ],
        },
      ];
    })
    .sort(
      (a, b) =>
        b.weight - a.weight || (a.error.number < b.error.number ? -1 : 1),
    )
    .map(({ error, reasons }) => ({ error, reasons }));
}

function firstShared(
  a: readonly string[],
  b: readonly string[],
): string | undefined {
  const others = new Set(b.map(lower));
  return a.find(each => others.has(lower(each)));
}

function sharedWords(a: string, b: string): string[] {
  const others = new Set(wordsOf(b));
  return [...new Set(wordsOf(a))].filter(word => others.has(word));
}

function wordsOf(text: string): string[] {
  return lower(text)
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter(word => word.length >= LEAST_WORD);
}

function lower(text: string): string {
  return text.toLocaleLowerCase('en-US');
}
