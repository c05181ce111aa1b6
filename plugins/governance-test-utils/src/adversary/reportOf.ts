import { Tally } from './playGames';

/** What is printed: how much was played, and what broke. */
export function reportOf(name: string, tally: Tally<unknown>): string {
  const { games, moves, refused, seconds, found } = tally;
  const rate = Math.round(games / Math.max(seconds, 0.001));
  const head = `${name}: ${games} games, ${moves} moves (${refused} refused), ${seconds.toFixed(
    1,
  )} s, ${rate} games/s; ${
    found.length ? `${found.length} kinds of breach` : 'every invariant held'
  }`;
  const lines = [...found]
    .sort((a, b) => (a.kind < b.kind ? -1 : 1))
    .map(
      one =>
        `  ${one.kind} (${one.games} games, first in game ${
          one.game
        } after ${one.after.toFixed(1)} s, ${one.steps.length} steps): ${
          one.text
        }`,
    );
  return [head, ...lines].join('\n');
}
