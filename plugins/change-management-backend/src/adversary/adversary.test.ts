import { TestDatabases } from '@backstage/backend-test-utils';
import {
  formatGames,
  playGames,
  reportOf,
  Tally,
} from '@countersign/plugin-governance-test-utils';
import { Games, gamesInMemory } from '../__testUtils__/adversary/gamesInMemory';
import { gamesInPostgres } from '../__testUtils__/adversary/gamesInPostgres';
import { Move } from '../__testUtils__/adversary/moves';

/**
 * Other games than usual: `ADVERSARY_SEED=7 ADVERSARY_GAMES=50000 npm test -- --only unit adversary`. After
 * `ADVERSARY_SECONDS` no game begins; on a machine that does little else, all games are played by then.
 */
const {
  ADVERSARY_SEED: seed = '1',
  ADVERSARY_GAMES: games,
  ADVERSARY_SECONDS: longest = '300',
} = process.env;

jest.setTimeout((Number(longest) + 600) * 1000);

/** Prints what was played; gives what broke, in the form in which games are kept. */
function broken(name: string, tally: Tally<Move>): string {
  process.stdout.write(`${reportOf(name, tally)}\n`);
  return formatGames(
    tally.found.map(({ kind, text, steps }) => ({
      name: `${kind}: ${text}`,
      steps,
    })),
  );
}

const play = (newGame: Games, most: number) =>
  playGames(newGame, {
    seed: Number(seed),
    games: Number(games ?? most),
    seconds: Number(longest),
    shrinks: true,
  });

describe('the adversary', () => {
  it('breaks no invariant over stores in memory', async () => {
    const tally = await play(await gamesInMemory(), 10_000);
    expect(broken('In memory', tally)).toBe('');
  });

  describe('in PostgreSQL', () => {
    const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

    it('breaks no invariant', async () => {
      const knex = await databases.init('POSTGRES_18');
      const tally = await play(await gamesInPostgres(knex), 500);
      expect(broken('In PostgreSQL', tally)).toBe('');
    });
  });
});
