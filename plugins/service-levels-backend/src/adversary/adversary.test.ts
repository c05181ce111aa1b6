import { TestDatabases } from '@backstage/backend-test-utils';
import {
  formatGames,
  playGames,
  reportOf,
} from '@countersign/plugin-governance-test-utils';
import { ServiceLevelArena } from '../__testUtils__/adversary/ServiceLevelArena';

/**
 * Other games than usual:
 * `ADVERSARY_SEED=7 ADVERSARY_GAMES=500 ADVERSARY_SECONDS=1800 npm test -- --only unit service-levels-backend/src/adversary`.
 */
const {
  ADVERSARY_SEED: seed = '1',
  ADVERSARY_GAMES: games = '40',
  ADVERSARY_SECONDS: longest = '25',
} = process.env;

/** Seconds; on a machine that does little else, all games are played by then. */
const LONGEST = Number(longest);

jest.setTimeout((LONGEST + 215) * 1000);

describe('the adversary', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('breaks no invariant of alerts, corrections and figures, with two replicas and one of them killed', async () => {
    const knex = await databases.init('POSTGRES_18');
    await knex.raw(`
      DO $$ BEGIN
        EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database());
      END $$`);
    const table = { knex, games: 0, begin: Date.UTC(2026, 10, 2, 9) };
    const tally = await playGames(
      async () => {
        // The next game begins after everything of the one before.
        table.begin += 40 * 86_400_000;
        return ServiceLevelArena.open(table);
      },
      { seed: Number(seed), games: Number(games), seconds: LONGEST, moves: 30 },
    );
    process.stdout.write(`${reportOf('Service levels', tally)}\n`);
    const found = tally.found.map(({ kind, text, steps }) => ({
      name: `${kind}: ${text}`,
      steps,
    }));
    expect(formatGames(found)).toBe('');
    // Games in which nothing is ever done break nothing either.
    const [{ corrections, alerts }] = (
      await knex.raw(
        'SELECT (SELECT count(*)::int FROM corrections) AS corrections, (SELECT count(*)::int FROM alerts) AS alerts',
      )
    ).rows;
    expect(corrections).toBeGreaterThan(tally.games / 2);
    expect(alerts).toBeGreaterThan(tally.games / 2);
  });
});
