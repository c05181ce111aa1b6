import { Deployment } from '@countersign/plugin-change-management-common';
import { atFirst, Budget } from '../budget';
import type { ChangeArena } from '../ChangeArena';
import { CaseFile } from './CaseFile';
import {
  objectionsTo,
  presentedOtherwise,
  stateOf,
  Surroundings,
  World,
} from './objections';

/** What the books tell about the time of a run. */
export interface RunBooks {
  /** One for each thing that happened, in order. */
  worlds: readonly World[];
  /** When the gate gave an answer. */
  askedAt(id: string): number | undefined;
  around(step: number): Surroundings;
  arena: ChangeArena;
}

/**
 * Why the gate would not have allowed a run when it started. Where something happened at that very instant, by what
 * stood before or after it: the fewest reasons, and the most.
 */
export function runObjections(
  file: CaseFile,
  run: Deployment,
  at: number,
  books: RunBooks,
): { least: string[]; most: string[] } {
  const { worlds, arena } = books;
  const started = arena.sinceBegin(run.startedAt);
  const found: string[] = [];
  if (started > at || arena.sinceBegin(run.finishedAt) > at) {
    found.push('in-the-future');
  }
  const { step, budget } = worlds[worlds.length - 1];
  const past = worlds.filter(w => w.at <= started && w.step < step);
  const then = past.filter(w => w.at === started);
  const last = past.filter(w => w.at < started).at(-1);
  const worldsThen = [...(last ? [last] : []), ...then];
  const objections = (
    world: World,
    known: Pick<RunBooks, 'around'> = books,
  ): string[] => objectionsIn(world, file, run, { ...books, ...known });
  // Where nobody can say any more what was demanded then, it may have been nothing.
  const leastKnown = budget.down
    ? { around: (moment: number) => withBudget(books.around(moment), atFirst) }
    : books;
  const fewest = worldsThen
    .map(world => objections(world, leastKnown))
    .sort((a, b) => a.length - b.length)
    .at(0);
  const mostOf = worldsThen
    .map(world => objections(world))
    .sort((a, b) => a.length - b.length)
    .at(-1);
  const quotes = (tolerance: number) =>
    run.gateDecisionId ? quoteObjections(file, run, books, tolerance) : [];
  const never = ['before-it-was-opened'];
  return {
    least: [...found, ...(fewest ?? never), ...quotes(60_000)],
    most: [
      ...found,
      ...(mostOf ?? never),
      ...quotes(0),
      ...doubtsAbout(file, run, last ?? then[0], books),
    ],
  };
}

function withBudget(around: Surroundings, budget: Budget): Surroundings {
  return { ...around, world: { ...around.world, budget } };
}

function objectionsIn(
  world: World,
  file: CaseFile,
  run: Deployment,
  { arena, around }: RunBooks,
): string[] {
  const started = arena.sinceBegin(run.startedAt);
  const detail = file.at(world.step);
  if (started < file.openedAt || !detail) return ['before-it-was-opened'];
  const { window, items } = detail.change;
  const objections = [
    ...stateOf(file, world.step),
    ...objectionsTo(file, started, around(world.step)),
    ...presentedOtherwise(file, world.step, run),
  ];
  if (window && run.finishedAt > window.end) objections.push('finished-late');
  if (run.items.some(item => !items.includes(item))) {
    objections.push('other-items');
  }
  return objections;
}

/** What a late report may be held against: what is known of the past is what was decided then and what is so now. */
function doubtsAbout(
  file: CaseFile,
  run: Deployment,
  then: World | undefined,
  { worlds, arena }: RunBooks,
): string[] {
  const { estate, budget } = worlds[worlds.length - 1];
  const { closedAt } = file.now.change;
  const found: string[] = [];
  if (then?.estate !== estate) found.push('the-catalog-changed');
  if (budget.down) found.push('budget-unknown');
  if (worlds.some(world => world.policies !== arena.policies)) {
    found.push('the-policies-changed');
  }
  if (closedAt && run.finishedAt > closedAt) found.push('closed-meanwhile');
  if (run.environment === 'production' && !run.commit) found.push('no-commit');
  return found;
}

/** A quoted answer may come so many milliseconds after the start: clocks differ. */
function quoteObjections(
  file: CaseFile,
  run: Deployment,
  { arena, askedAt }: RunBooks,
  tolerance: number,
): string[] {
  const answer = [...arena.answers.values()].find(
    known => known.id === run.gateDecisionId,
  );
  const asked = askedAt(run.gateDecisionId!);
  if (!answer || asked === undefined) return ['quote-unknown'];
  if (answer.changeNumber !== file.number) return ['quote-of-another-change'];
  if (answer.decision !== 'allow') return ['quote-of-a-refusal'];
  if (
    answer.commit !== run.commit ||
    answer.planDigest !== run.planDigest ||
    (answer.environment ?? run.environment) !== run.environment
  ) {
    return ['quote-of-something-else'];
  }
  return asked > arena.sinceBegin(run.startedAt) + tolerance
    ? ['quote-after-the-start']
    : [];
}
