import { TestDatabases } from '@backstage/backend-test-utils';
import {
  formatGames,
  playGames,
  reportOf,
} from '@countersign/plugin-governance-test-utils';
import { DrillArena } from '../__testUtils__/adversary/DrillArena';
import { openTable } from '../__testUtils__/adversary/table';

jest.setTimeout(240_000);

/** Other games than usual: `ADVERSARY_SEED=7 ADVERSARY_GAMES=500 npm test -- --only unit chaos-drills-backend/src/adversary`. */
const { ADVERSARY_SEED: seed = '1', ADVERSARY_GAMES: games = '40' } =
  process.env;

/** Seconds; on a machine that does little else, all games are played by then. */
const LONGEST = 12;

describe('the adversary', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('breaks no invariant of drills, with two replicas, targets that fail and players that are lost', async () => {
    const knex = await databases.init('POSTGRES_18');
    await knex.raw(`
      DO $$ BEGIN
        EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database());
      END $$`);
    const table = await openTable(knex);
    let arena: DrillArena | undefined;
    const tally = await playGames(
      async () => {
        await arena?.end();
        arena = new DrillArena(table);
        return arena;
      },
      {
        seed: Number(seed),
        games: Number(games),
        seconds: process.env.ADVERSARY_GAMES ? Infinity : LONGEST,
        moves: 30,
      },
    );
    await arena?.end();
    await table.close();
    process.stdout.write(`${reportOf('Drills', tally)}\n`);
    const found = tally.found.map(({ kind, text, steps }) => ({
      name: `${kind}: ${text}`,
      steps,
    }));
    expect(formatGames(found)).toBe('');
    // Games in which nothing ever runs break nothing either, and what ran has ended.
    const { rows } = await knex.raw(
      `SELECT count(*) FILTER (WHERE state = 'ended')::int AS ended,
         count(*) FILTER (WHERE state = 'running')::int AS running FROM drills`,
    );
    expect(rows[0].running).toBe(0);
    expect(rows[0].ended).toBeGreaterThanOrEqual(Math.floor(tally.games / 3));
  });
});
