import { Gambit } from './Gambit';
import { Random } from './Random';
import { replay } from './replay';
import { Session } from './Session';
import { shrink } from './shrink';
import { Breach, NewArena, Step } from './types';

export interface PlayOptions {
  /** The same seed plays the same games. */
  seed: number;
  /** At most so many games. */
  games: number;
  /** No game begins after so many seconds. */
  seconds?: number;
  /** Moves a game. */
  moves?: number;
  /** Makes the first game of each kind of breach small. */
  shrinks?: boolean;
}

/** A kind of breach that was found. */
export interface Found<Move> extends Breach {
  /** In how many games. */
  games: number;
  /** The first of them, counted from 0. */
  game: number;
  /** Seconds since the first game began. */
  after: number;
  /** What led there, made small where that was asked for. */
  steps: Step<Move>[];
}

/** What came of the games. */
export interface Tally<Move> {
  games: number;
  moves: number;
  refused: number;
  seconds: number;
  found: Found<Move>[];
}

const MOVES = 18;

/** Plays random games against an area's rules and tells which invariants broke. */
export async function playGames<Move, Request>(
  newArena: NewArena<Move, Request>,
  options: PlayOptions,
): Promise<Tally<Move>> {
  const { seed, games, seconds = Infinity, shrinks = false } = options;
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  const tally = { games: 0, moves: 0, refused: 0, seconds: 0 };
  const found = new Map<string, Found<Move>>();
  while (tally.games < games && elapsed() < seconds) {
    const game = tally.games;
    const arena = await newArena();
    const session = new Session(arena);
    const random = new Random(seed * 1_000_003 + game);
    const gambit = new Gambit(arena, random, options.moves ?? MOVES);
    const broken = new Set<string>();
    for (let step = gambit.next(); step; step = gambit.next()) {
      const played = await session.play(step);
      if (!played) continue;
      tally.moves += 1;
      if (played.answer.refused) tally.refused += 1;
      gambit.note(step, played.answer);
      for (const breach of played.breaches) {
        if (broken.has(breach.kind)) continue;
        broken.add(breach.kind);
        const known = found.get(breach.kind);
        if (known) known.games += 1;
        else {
          found.set(breach.kind, {
            ...breach,
            games: 1,
            game,
            after: elapsed(),
            steps: [...session.steps],
          });
        }
      }
    }
    tally.games += 1;
  }
  tally.seconds = elapsed();
  const all = [...found.values()];
  if (shrinks) {
    for (const one of all) {
      one.steps = await shrink(one.steps, async steps => {
        const { breaches } = await replay(newArena, steps);
        return breaches.some(({ kind }) => kind === one.kind);
      });
    }
  }
  return { ...tally, found: all };
}
