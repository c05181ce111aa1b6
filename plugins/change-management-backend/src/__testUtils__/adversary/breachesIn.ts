import {
  formatGames,
  playGames,
  reportOf,
} from '@countersign/plugin-governance-test-utils';
import { Games } from './gamesInMemory';

/**
 * Other games than usual: `ADVERSARY_SEED=7 ADVERSARY_GAMES=50000 npm test -- --only unit adversary`. After
 * `ADVERSARY_SECONDS` no game begins; on a machine that does little else, all games are played by then. With
 * `ADVERSARY_ALL=yes` fewer games are a failure.
 */
const {
  ADVERSARY_SEED: seed = '1',
  ADVERSARY_GAMES: games,
  ADVERSARY_SECONDS: longest = '300',
  ADVERSARY_ALL: all,
} = process.env;

/** Until all games are over, and those that broke something are made small. */
export const gamesTimeoutMs = (Number(longest) + 600) * 1000;

/** Plays games and prints what was played; gives what broke, in the form in which games are kept. */
export async function breachesIn(
  name: string,
  newGame: Games,
  most: number,
): Promise<string> {
  const wanted = Number(games ?? most);
  const tally = await playGames(newGame, {
    seed: Number(seed),
    games: wanted,
    seconds: Number(longest),
    shrinks: true,
  });
  process.stdout.write(`${reportOf(name, tally)}\n`);
  if (all && !tally.found.length && tally.games < wanted) {
    throw new Error(
      `Of ${wanted} games ${tally.games} were played within ${longest} s: the rest was not tried`,
    );
  }
  return formatGames(
    tally.found.map(({ kind, text, steps }) => ({
      name: `${kind}: ${text}`,
      steps,
    })),
  );
}
