import { randomBytes } from 'crypto';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { migrateShared } from '@countersign/plugin-governance-node';
import knexFactory, { Knex } from 'knex';
import { people } from '../__testUtils__/estate';
import { openLedger } from '../__testUtils__/ledger';
import { request, startPortal } from '../__testUtils__/portal';
import { openChangeDatabase } from './changeDatabase';

jest.setTimeout(240_000);

/** As Backstage connects a plugin where `pluginDivisionMode` is `schema`. */
const SCHEMA = 'change-management';

describe('a database that the plugins share, each with a schema of its own', () => {
  const role = `adopter_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  let owner: Knex;
  let knex: Knex;
  // Before the databases are taken away.
  afterAll(async () => {
    await knex?.destroy();
    await owner.raw('DROP OWNED BY ??', [role]);
    await owner.raw('DROP ROLE ??', [role]);
  });
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  beforeAll(async () => {
    owner = await databases.init('POSTGRES_18');
    await owner.raw(`CREATE ROLE ?? LOGIN PASSWORD '${password}'`, [role]);
    await owner.raw('CREATE SCHEMA ?? AUTHORIZATION ??', [SCHEMA, role]);
    knex = knexFactory({
      client: 'pg',
      connection: {
        ...owner.client.connectionSettings,
        user: role,
        password,
      },
      searchPath: [SCHEMA],
    });
  });
  const tablesBySchema = async () => {
    const tables: { schemaname: string; tablename: string }[] = await owner(
      'pg_tables',
    ).whereNotIn('schemaname', ['pg_catalog', 'information_schema']);
    return {
      schemas: [...new Set(tables.map(table => table.schemaname))],
      names: tables.map(table => table.tablename),
    };
  };

  it('is migrated by a role that is no superuser, and by two replicas at once', async () => {
    const database = mockServices.database({ knex });
    await Promise.all([
      openChangeDatabase(database),
      openChangeDatabase(database),
    ]);
    await (await openLedger(knex, { isNew: true })).sequence();
    const { schemas, names } = await tablesBySchema();
    expect(schemas).toEqual([SCHEMA]);
    expect(names).toEqual(
      expect.arrayContaining([
        'changes',
        'outbox',
        'idempotency_keys',
        'ledger_entries',
        'knex_migrations',
        'governance_knex_migrations',
        'ledger_knex_migrations',
      ]),
    );
  });

  it('serves changes, their messages and their proof', async () => {
    const portal = await startPortal(databases, { knex });
    try {
      const dana = portal.as(people.dana);
      const body = request();
      const once = () => dana.createChange(body, { idempotencyKey: 'once' });
      const { change } = await once();
      expect((await once()).change.number).toBe(change.number);
      const page = await dana.listChanges({ q: 'receipts' });
      expect(page.items.map(({ number }) => number)).toEqual([change.number]);
      const bundle = await dana.getEvidence(change.number);
      expect(Buffer.from(bundle).toString()).toContain('change.submitted');
    } finally {
      await portal.stop();
    }
  });

  it('keeps what a database from before had of the shared tables', async () => {
    await knex('idempotency_keys').insert({
      actor: people.dana,
      key: 'kept',
      request_hash: 'sha256:0',
    });
    await knex('outbox').insert({
      kind: 'signal',
      payload: { kind: 'signal', channel: 'kept' },
      next_attempt_at: '2100-01-01',
    });
    // As change management's own migrations left it.
    await knex.raw(
      'ALTER TABLE outbox DROP COLUMN lease, DROP COLUMN leased_until, DROP COLUMN message_id',
    );
    await knex.raw('DROP TABLE imported_records');
    await knex.raw('DROP SEQUENCE imported_record_numbers');
    await knex.schema.dropTable('governance_knex_migrations');
    await migrateShared(knex);
    expect(await knex('idempotency_keys').where({ key: 'kept' })).toHaveLength(
      1,
    );
    expect(
      await knex('outbox').whereRaw(`payload->>'channel' = 'kept'`),
    ).toEqual([expect.objectContaining({ lease: null, leased_until: null })]);
  });

  it('keeps who followed a change when their table becomes that of all records', async () => {
    const [{ id }] = await knex('changes').select('id');
    const follower = {
      who: people.owen,
      follows: false,
      because: 'chose',
      since: new Date('2026-11-20T08:00:00Z'),
    };
    await knex('record_followers').insert({ record_id: id, ...follower });
    // As the version before left it.
    await knex.raw('ALTER TABLE record_followers RENAME TO change_followers');
    await knex.raw(
      'ALTER TABLE change_followers RENAME COLUMN record_id TO change_id',
    );
    await knex('knex_migrations')
      .where('name', '20261126123600_followers_of_records.js')
      .delete();
    await knex('governance_knex_migrations')
      .where('name', '20261126123700_record_followers.js')
      .delete();

    await openChangeDatabase(mockServices.database({ knex }));
    expect(await knex('record_followers').where({ who: people.owen })).toEqual([
      { record_id: id, ...follower },
    ]);
  });
});
