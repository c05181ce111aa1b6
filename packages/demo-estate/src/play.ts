import { createHash } from 'crypto';

/** One step of one story, and how far that story has come. */
export interface Turn<S extends Timed, P> {
  step: S;
  progress: P;
}

/** What happens at a time: ISO 8601, UTC. */
export interface Timed {
  at: string;
}

/**
 * Every step of every story, in the order of time; those of one moment in the order in which they are told.
 *
 * @param begin - makes what a story keeps while it is told
 */
export function turnsOf<S extends Timed, T extends { steps: readonly S[] }, P>(
  stories: readonly T[],
  begin: (story: T) => P,
): Turn<S, P>[] {
  return stories
    .flatMap(story => {
      const progress = begin(story);
      return story.steps.map(step => ({ step, progress }));
    })
    .sort((a, b) => a.step.at.localeCompare(b.step.at));
}

/** A number that differs from text to text and is always the same for one; one decimal. */
export function between(text: string, least: number, most: number): number {
  const part = (numberOf(text) % 1000) / 1000;
  return Math.round((least + part * (most - least)) * 10) / 10;
}

/** A whole number that differs from text to text and is always the same for one. */
export function numberOf(text: string): number {
  return parseInt(hashOf(text).slice(0, 6), 16);
}

/** As long as the hash of a commit, and always the same for one text. */
export function hashOf(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
