import { TestDatabases } from '@backstage/backend-test-utils';
import {
  formatGames,
  playGames,
  reportOf,
} from '@countersign/plugin-governance-test-utils';
import {
  IncidentArena,
  openTable,
} from '../__testUtils__/adversary/IncidentArena';

jest.setTimeout(240_000);

/** Other games than usual: `ADVERSARY_SEED=7 ADVERSARY_GAMES=500 npm test -- --only unit incident-management-backend/src/adversary`. */
const { ADVERSARY_SEED: seed = '1', ADVERSARY_GAMES: games = '40' } =
  process.env;

/** Seconds; on a machine that does little else, all games are played by then. */
const LONGEST = 15;

describe('the adversary', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('breaks no invariant of incidents, with two replicas and several at once', async () => {
    const knex = await databases.init('POSTGRES_18');
    await knex.raw(`
      DO $$ BEGIN
        EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database());
      END $$`);
    const table = await openTable(knex);
    const tally = await playGames(
      async () => {
        // The next game begins after everything of the one before.
        table.begin += 40 * 86_400_000;
        return new IncidentArena(table);
      },
      {
        seed: Number(seed),
        games: Number(games),
        seconds: process.env.ADVERSARY_GAMES ? Infinity : LONGEST,
        moves: 40,
      },
    );
    process.stdout.write(`${reportOf('Incidents', tally)}\n`);
    const found = tally.found.map(({ kind, text, steps }) => ({
      name: `${kind}: ${text}`,
      steps,
    }));
    expect(formatGames(found)).toBe('');
    // Games in which nothing is ever done break nothing either.
    const { rows } = await knex.raw(
      `SELECT count(*)::int AS all, count(*) FILTER (WHERE state = 'closed')::int AS closed,
         count(*) FILTER (WHERE facts->'merged' IS NOT NULL)::int AS merged FROM incidents`,
    );
    expect(rows[0].all).toBeGreaterThan(tally.games);
    const imported = await knex('imported_records').count();
    expect(Number(imported[0].count)).toBeGreaterThan(0);
    expect(rows[0].closed + rows[0].merged).toBeGreaterThan(tally.games / 8);
  });
});
