import type { ChangeArena } from '../ChangeArena';
import { Books } from './Books';
import { contentOf, differenceOf } from './content';
import { Happening } from './happening';
import { objectionsTo, stateOf } from './objections';

/** A repeated request is answered, and must not claim what no longer stands. */
export function judgeRepetition(
  books: Books,
  { request, outcome, arena, at }: Happening,
): void {
  const { detail, gate } = outcome;
  if (detail) {
    const file = books.files.get(detail.change.number);
    const stands = arena.views.get(detail.change.number)?.at(-1)?.detail;
    if (stands && stands.change.version !== detail.change.version) {
      books.breach(
        `answers-repeated-${
          request.kind === 'act' ? request.call.verb : request.kind
        }`,
        `A repeated request is told version ${detail.change.version} of ${detail.change.number}, which is at ${stands.change.version}`,
        file,
      );
    }
  }
  const file = gate?.changeNumber && books.files.get(gate.changeNumber);
  if (!file || gate.decision !== 'allow') return;
  const { step } = books.worlds[books.worlds.length - 1];
  const around = books.around(arena, step);
  const objections = [
    ...stateOf(file, step),
    ...objectionsTo(file, at, around),
  ];
  if (objections.length) {
    books.breach(
      'answers-repeated-allow',
      `A repeated question is let through as before, although by now: ${objections.join()}`,
      file,
    );
  }
}

/** One version is one content. */
export function judgeVersions(books: Books, arena: ChangeArena): void {
  for (const [number, views] of arena.views) {
    const { change } = views[views.length - 1].detail;
    const key = `${number} ${change.version}`;
    const content = contentOf(change);
    const known = books.versions.get(key) ?? content;
    books.versions.set(key, content);
    const other = differenceOf(known, content);
    if (other) {
      books.breach(
        'answers-version',
        `Version ${change.version} of ${number} had another ${other} before`,
        books.files.get(number),
      );
    }
  }
}
