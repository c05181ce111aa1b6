import { generateKeyPairSync } from 'crypto';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  changeStates,
  changeStory,
  ChangeSummary,
  changeTypes,
  closeCodes,
  riskLevels,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { Caller } from '@countersign/plugin-governance-node';
import {
  createLedgerSigner,
  databaseTroubleOf,
  Ledger,
} from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { trustingAuthorizer } from '../access/Authorizer';
import { openChangeDatabase } from '../database/changeDatabase';
import { PlanReader } from '../plans/PlanReader';
import { startPortal } from '../__testUtils__/portal';
import {
  createServices,
  ServiceDependencies,
} from '../services/createServices';
import { readSettings } from '../settings';
import { cmdbOf, larkspur, larkspurConfig } from './__testUtils__/larkspur';
import { DemoData, DemoDataOptions } from './DemoData';
import { component, people, resource } from './estate';
import { demoScenario } from './scenario';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const signingKey = generateKeyPairSync('ed25519')
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const auditor: Caller = { kind: 'user', ref: 'user:default/ines-auditor' };

const planReader = new PlanReader({ logger: mockServices.logger.mock() });
afterAll(() => planReader.stop());

async function emptyPortal() {
  const knex = await databases.init('POSTGRES_18');
  const database = mockServices.database({ knex });
  const logger = mockServices.logger.mock();
  const config = mockServices.rootConfig({
    data: {
      ledger: { signingKey },
      changeManagement: { ...larkspurConfig(), demo: true },
    },
  });
  await openChangeDatabase(database);
  const settings = readSettings(config);
  const ledger = await Ledger.create({
    database,
    origin: settings.ledgerOrigin,
    signer: createLedgerSigner(config),
    logger: mockServices.logger.mock(),
  });
  const common: Omit<ServiceDependencies, 'authorizer'> = {
    knex,
    ledger,
    cmdb: cmdbOf(larkspur()),
    settings,
    logger,
    planReader,
    onMessages: jest.fn(),
  };
  return {
    knex,
    ledger,
    logger,
    cmdb: common.cmdb,
    onMessages: common.onMessages,
    services: createServices({ ...common, authorizer: trustingAuthorizer }),
    demoData: (options: Partial<DemoDataOptions> = {}) =>
      new DemoData({ ...common, ...options }),
  };
}

/** How many rows each table has: what is made twice shows. */
async function countRows(knex: Knex): Promise<Record<string, number>> {
  const tables = [
    'changes',
    'approvals',
    'deployments',
    'gate_decisions',
    'schedule_rules',
    'outcome_counts',
    'ledger_entries',
    'outbox',
  ];
  const rows = await Promise.all(
    tables.map(async table => {
      const [{ count }] = await knex(table).count();
      return [table, Number(count)] as const;
    }),
  );
  return Object.fromEntries(rows);
}

describe('DemoData', () => {
  it('fills an empty portal through the services, once however many replicas start', async () => {
    const portal = await emptyPortal();
    const { knex, services, ledger, logger, onMessages } = portal;
    const played = await Promise.all([
      portal.demoData().seed(),
      portal.demoData().seed(),
    ]);
    expect(logger.warn.mock.calls).toEqual([]);
    expect(played).toContain(undefined);
    expect(played).toContainEqual({
      stories: demoScenario(new Date()).stories.length,
      stopped: [],
    });
    expect(onMessages).toHaveBeenCalledTimes(1);

    const { items } = await services.changes.list(auditor, {
      limit: 200,
      sort: 'created',
      order: 'asc',
    });
    const seen = (key: keyof ChangeSummary) =>
      new Set(items.map(change => change[key]));
    expect(items.every(change => change.demo)).toBe(true);
    expect(seen('state')).toEqual(new Set(changeStates));
    expect(seen('type')).toEqual(new Set(changeTypes));
    expect(seen('closeCode')).toEqual(new Set([undefined, ...closeCodes]));
    expect(seen('onHold')).toEqual(new Set([true, false]));
    expect(seen('environment').size).toBe(3);
    expect(seen('team').size).toBe(5);
    expect(new Set(items.flatMap(change => change.risk?.level ?? []))).toEqual(
      new Set(riskLevels),
    );
    // Numbers are given in the order of time.
    const numbers = items.map(change => change.number);
    expect(numbers).toEqual([...numbers].sort());

    const verdicts = await knex('deployments').distinct('verdict');
    expect(verdicts.map(row => row.verdict).sort()).toEqual([
      'authorised',
      'out_of_window',
      'scope_exceeded',
      'unauthorised',
    ]);
    expect(await knex('changes').whereNotNull('never_run_at')).toHaveLength(1);
    expect(
      await knex('changes').whereNotNull('approval_overdue_at'),
    ).toHaveLength(1);

    const metrics = await services.metrics.report(auditor, {});
    expect(metrics.all.successRate.n).toBeGreaterThan(30);
    expect(metrics.all.leadTimeToApproval.median).toBeGreaterThan(3600);
    expect(metrics.all.emergencyShare.count).toBeGreaterThan(3);
    expect(metrics.byTeam.length).toBe(5);
    const { items: bands } = await services.metrics.bands();
    expect(bands.every(band => band.n > 0)).toBe(true);
    const rates = bands.map(band => band.failureRate ?? 0);
    expect(rates).toEqual([...rates].sort((a, b) => a - b));

    // What each closed change left in the ledger tells its whole story.
    for (const { number, closeCode } of items) {
      if (closeCode !== 'successful') continue;
      const { items: timeline } = await ledger.timeline({
        subject: number,
        limit: 200,
      });
      const story = changeStory(timeline.map(({ entry }) => entry).reverse());
      expect([number, ...story.claims.filter(c => !c.holds)]).toEqual([number]);
    }
  });

  it('leaves each persona something to do, and tells those concerned', async () => {
    const { services, knex, demoData } = await emptyPortal();
    await demoData().seed();
    const waitingFor = async (ref: string) => {
      const { items } = await services.changes.list(
        { kind: 'user', ref },
        {
          limit: 200,
          sort: 'created',
          order: 'asc',
          awaitingMyApproval: true,
        },
      );
      return items.map(change => change.requester);
    };
    expect(await waitingFor(people.amara)).toContain(people.dana);
    expect(await waitingFor(people.oscar)).toContain(people.dana);
    const list = async (filter: object) =>
      (
        await services.changes.list(auditor, {
          limit: 200,
          sort: 'created',
          order: 'asc',
          ...filter,
        })
      ).items;
    const drafts = await list({ requester: [people.dana], state: ['new'] });
    expect(drafts.map(change => change.approvalStatus).sort()).toEqual([
      'not_requested',
      'not_requested',
      'rejected',
    ]);
    const emergencies = await list({
      requester: [people.kenji],
      type: ['emergency'],
      state: ['authorize', 'review'],
    });
    expect(emergencies.map(change => change.approvalStatus)).toEqual([
      'due',
      'pending',
    ]);

    const messages = await knex('outbox').where({ kind: 'notification' });
    expect(messages.length).toBeGreaterThan(5);
    expect(messages.length).toBeLessThan(20);

    // The checkout can be worked on in the next hours.
    const { conflicts } = await services.preview.preview(
      { kind: 'user', ref: people.dana },
      {
        environment: 'production',
        items: [
          component('checkout-api'),
          resource('orders-db'),
          resource('session-cache'),
        ],
        window: {
          start: DateTime.utc().toISO(),
          end: DateTime.utc().plus({ hours: 2 }).toISO(),
        },
      },
    );
    expect(conflicts.every(conflict => conflict.acceptable)).toBe(true);
    expect(new Set(conflicts.map(c => c.other?.number)).size).toBe(1);
  });

  it('leaves nothing when it is cut off, and begins anew', async () => {
    const { knex, demoData, cmdb } = await emptyPortal();
    const before = await countRows(knex);
    let reads = 0;
    let sessionsCut = 0;
    const cutOff = demoData({
      cmdb: {
        ...cmdb,
        graph: async () => {
          if (++reads === 150) sessionsCut = await cutOffSeeding(knex);
          return cmdb.graph();
        },
      },
    });
    const failure = await cutOff.seed().catch(error => error);
    expect(sessionsCut).toBe(1);
    // Told by the server, or found out by the client or while rolling back: whichever comes first. A pool that gives no
    // connection would be a fault of ours.
    expect(failure.message).not.toMatch(/acquir/);
    expect(databaseTroubleOf(failure)).toBe('away');
    expect(await countRows(knex)).toEqual(before);

    await expect(demoData().seed()).resolves.toMatchObject({ stopped: [] });
    const made = await countRows(knex);
    await expect(demoData().seed()).resolves.toBeUndefined();
    expect(await countRows(knex)).toEqual(made);
  });

  it('comes in the background of a portal that answers meanwhile', async () => {
    const portal = await startPortal(databases, {
      entities: larkspur(),
      changeManagement: { ...larkspurConfig(), demo: 'on' },
    });
    const client = portal.as(auditor.ref);
    const count = async () => (await client.listChanges()).count.value;
    await expect(count()).resolves.toBe(0);
    let made = 0;
    while (made === 0) made = await count();
    expect(made).toBeGreaterThan(60);
    await portal.stop();
  });

  it('waits for the catalog, and stops when the portal does', async () => {
    const { knex, demoData, cmdb, logger } = await emptyPortal();
    const [entity] = larkspur();
    const asked = jest.fn();
    const data = demoData({
      cmdb: {
        ...cmdb,
        refresh: async () => {
          asked();
          return CmdbGraph.from([entity]);
        },
      },
    });
    data.start();
    await waitFor(() => asked.mock.calls.length > 1);
    await data.stop();
    expect(logger.info).toHaveBeenCalledTimes(1);
    expect(logger.info).toHaveBeenCalledWith(
      'The demo data wait for the catalog',
    );
    expect(logger.warn).not.toHaveBeenCalled();
    expect(await knex('changes')).toEqual([]);
  });
});

/** Ends the session that holds the lock, as when the process is killed; returns how many there were. */
async function cutOffSeeding(knex: Knex): Promise<number> {
  const { rows } = await knex.raw(
    `SELECT pg_terminate_backend(pid) FROM pg_locks
     WHERE locktype = 'advisory' AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return rows.length;
}

async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(resolve => setImmediate(resolve));
}
