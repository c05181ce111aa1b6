import {
  formatGames,
  playGames,
  reportOf,
} from '@countersign/plugin-governance-test-utils';
import { Games } from './gamesInMemory';

/**
 * Other games than usual: `ADVERSARY_SEED=7 ADVERSARY_GAMES=50000 npm test -- --only unit adversary`. After
 * `ADVERSARY_SECONDS` no game begins; on a machine that does little else, all games are played by then.
 */
const {
  ADVERSARY_SEED: seed = '1',
  ADVERSARY_GAMES: games,
  ADVERSARY_SECONDS: longest = '300',
} = process.env;

/** Until all games are over, and those that broke something are made small. */
export const gamesTimeoutMs = (Number(longest) + 600) * 1000;

/** Plays games and prints what was played; gives what broke, in the form in which games are kept. */
export async function breachesIn(
  name: string,
  newGame: Games,
  most: number,
): Promise<string> {
  const tally = await playGames(newGame, {
    seed: Number(seed),
    games: Number(games ?? most),
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
