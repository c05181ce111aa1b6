import {
  formatGames,
  playGames,
  reportOf,
} from '@countersign/plugin-governance-test-utils';
import { Games } from './gamesInMemory';

/**
 * Other games than usual: `ADVERSARY_SEED=7 ADVERSARY_GAMES=50000 npm test -- --only unit adversary`, and all games by
 * `npm test -- --thorough --only unit adversary`. After `ADVERSARY_SECONDS` no game begins.
 */
const {
  COUNTERSIGN_THOROUGH: thorough,
  ADVERSARY_SEED: seed = '1',
  ADVERSARY_GAMES: asked,
  ADVERSARY_SECONDS: longest = thorough ? '3600' : '300',
} = process.env;

/** Until all games are over, and those that broke something are made small. */
export const gamesTimeoutMs = (Number(longest) + 600) * 1000;

/** Plays games and prints what was played; gives what broke, in the form in which games are kept. */
export async function breachesIn(
  name: string,
  newGame: Games,
  games: { usual: number; all: number },
): Promise<string> {
  const tally = await playGames(newGame, {
    seed: Number(seed),
    games: Number(asked ?? (thorough ? games.all : games.usual)),
    seconds: Number(longest),
    shrinks: true,
  });
  process.stdout.write(`${reportOf(name, tally)}\n`);
  return formatGames(
    tally.found.map(({ kind, text, steps }) => ({
      name: `${kind}: ${text}`,
      steps,
    })),
  );
}
