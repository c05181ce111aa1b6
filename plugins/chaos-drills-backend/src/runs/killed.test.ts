import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { drillStories, Journal } from '@countersign/plugin-chaos-drills-common';
import {
  connectionOf,
  eventually,
  signingKey,
} from '@countersign/plugin-governance-test-utils';
import { experimentFolder, experimentText } from '../__testUtils__/experiments';
import { killablePlayers } from '../__testUtils__/killablePlayers';
import { ada, drillsOver } from '../__testUtils__/player';
import { ledgerOfDrills, makeTables } from '../__testUtils__/records';
import { Place, startTarget, Target } from '../__testUtils__/target';

jest.setTimeout(180_000);

/** Where the player hangs when it is killed, and what became of the drill until then. */
const places: {
  at: string;
  hangs: { place: Place; after?: boolean };
  /** How often a fault was asked for. */
  asked: number;
  rolledBack: boolean;
  experiment?: string;
}[] = [
  {
    at: 'before it did anything',
    hangs: { place: 'GET /health' },
    asked: 0,
    rolledBack: false,
  },
  {
    at: 'when the target had not taken the fault',
    hangs: { place: 'POST /faults' },
    asked: 0,
    rolledBack: true,
  },
  {
    at: 'when the target had taken the fault and nobody had heard of it',
    hangs: { place: 'POST /faults', after: true },
    asked: 1,
    rolledBack: true,
  },
  {
    at: 'while the fault was on',
    hangs: { place: 'renew' },
    asked: 1,
    rolledBack: true,
  },
  {
    at: 'while it rolled back',
    hangs: { place: 'POST /undo' },
    asked: 1,
    rolledBack: true,
    experiment: 'short',
  },
];

describe('a drill whose player is killed', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let target: Target;
  let drills: Awaited<ReturnType<typeof experimentFolder>>;
  let players: ReturnType<typeof killablePlayers>;
  let life: Awaited<ReturnType<typeof nextLife>>;

  /** A replica that plays nothing, and closes what others left. */
  async function nextLife() {
    const knex = await databases.init('POSTGRES_18');
    await makeTables(knex);
    const ledger = await ledgerOfDrills(knex, true);
    const place = { folder: drills.folder, targetUrl: target.url };
    const logger = mockServices.logger.mock();
    return {
      ...drillsOver({ knex, ledger, logger, place }),
      ...{ knex, ledger, place },
    };
  }

  beforeAll(async () => {
    target = await startTarget();
    drills = await experimentFolder({
      latency: experimentText({ lease: 6 }),
      short: experimentText({ seconds: 2 }),
    });
    players = killablePlayers(drills.folder);
    life = await nextLife();
    life.closer.start();
  });
  beforeEach(() => target.reset());
  afterEach(() => players.kill());
  afterAll(async () => {
    await life?.closer.stop();
    await players?.end();
    await target.stop();
    await drills.remove();
  });

  it.each(places)(
    '$at is closed as interrupted: its faults are over, and nothing is injected twice',
    async ({ hangs, asked, rolledBack, experiment = 'latency' }) => {
      const { knex, ledger, desk, place, reader } = life;
      const { drill } = await desk.plan(ada, {
        experiment,
        change: 'CHG0000007',
      });
      const { number } = drill;
      target.state.hangs = hangs;
      await players.begin({
        connection: connectionOf(knex),
        ...{ signingKey, place, number },
      });
      await eventually(
        () => expect(target.seen).toContain(hangs.place),
        30_000,
      );
      await players.kill();
      target.state.hangs = undefined;

      const over = await eventually(async () => {
        const { drill: now } = await desk.get(ada, number);
        expect(now.state).toBe('ended');
        return now;
      }, 30_000);
      expect(over.outcome).toBe('interrupted');
      expect(target.board.active()).toEqual([]);
      expect(target.state.asked).toHaveLength(asked);
      expect(target.seen.includes('DELETE /faults')).toBe(rolledBack);
      expect(target.seen.includes('POST /undo')).toBe(rolledBack);

      const journal: Journal = JSON.parse(await reader.journal(ada, number));
      expect(journal.status).toBe('interrupted');
      const [{ reasons, faults, recovered }] = journal.extensions;
      expect(reasons[0]).toBe('Whoever played it was gone.');
      expect(faults.every(({ endedAt }) => endedAt !== undefined)).toBe(true);
      expect(recovered?.steady_state_met).toBe(rolledBack ? true : undefined);
      // Its targets are free again.
      expect(await knex('drill_targets').where({ number })).toEqual([]);
      const entries = await ledger.entriesOf(number);
      const { claims } = drillStories.judge(entries.map(({ entry }) => entry));
      expect(claims.filter(({ holds }) => !holds)).toEqual([]);
    },
  );
});
