import { Game, Step } from './types';

const MINUTE = 60_000;

/**
 * Games as text, to be kept in a file and read by people: a line with the name, then a line a step with its id, the
 * minute at which it is played, and its move as JSON.
 *
 * ```text
 * # Whoever edited it approves it
 * s1 0 {"verb":"create","by":"user:default/dana"}
 * s4 12 again s1 as request
 * ```
 */
export function formatGames<Move>(games: readonly Game<Move>[]): string {
  return games
    .map(({ name, steps }) => [`# ${name}`, ...steps.map(line), ''].join('\n'))
    .join('\n');
}

/** @throws SyntaxError naming the line that is none of a game */
export function parseGames<Move>(text: string): Game<Move>[] {
  const games: Game<Move>[] = [];
  for (const [index, written] of text.split('\n').entries()) {
    if (written.startsWith('# ')) {
      games.push({ name: written.slice(2), steps: [] });
    } else if (written) {
      const step = stepOf<Move>(written);
      const game = games[games.length - 1];
      if (!step || !game) {
        throw new SyntaxError(`Line ${index + 1} is no step of a game`);
      }
      game.steps.push(step);
    }
  }
  return games;
}

function line<Move>({ id, at, move, again }: Step<Move>): string {
  const what = again
    ? `again ${again.of} as ${again.as}`
    : JSON.stringify(move);
  return `${id} ${at / MINUTE} ${what}`;
}

function stepOf<Move>(written: string): Step<Move> | undefined {
  const [, id, minute, what] = /^(\w+) ([\d.]+) (.+)$/.exec(written) ?? [];
  if (!what) return undefined;
  const at = Number(minute) * MINUTE;
  const [, of, as] = /^again (\w+) as (request|move)$/.exec(what) ?? [];
  return of
    ? { id, at, again: { of, as: as as 'request' | 'move' } }
    : { id, at, move: JSON.parse(what) as Move };
}
