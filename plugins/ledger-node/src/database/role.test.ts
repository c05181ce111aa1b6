import { randomBytes } from 'crypto';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import knexFactory, { type Knex } from 'knex';
import { makeSigner } from '../__testUtils__/ledgers';
import { Ledger } from '../Ledger';
import { readRoleDemand, type RoleDemand } from './role';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const demandOf = (settings: object) =>
  readRoleDemand(new ConfigReader({ ...settings }));

describe('the role that is demanded', () => {
  it.each<[RoleDemand, object]>([
    ['any', {}],
    ['any', { auth: { environment: 'development' } }],
    ['ordinary', { auth: { environment: 'production' } }],
    ['ordinary', { ledger: { allowSuperuser: false } }],
    [
      'any',
      { auth: { environment: 'production' }, ledger: { allowSuperuser: true } },
    ],
  ])('is %s for %j', (demand, settings) => {
    expect(demandOf(settings)).toBe(demand);
  });

  it('is ordinary where Node runs for production', () => {
    const replaced = jest.replaceProperty(process, 'env', {
      ...process.env,
      NODE_ENV: 'production',
    });
    expect(demandOf({})).toBe('ordinary');
    replaced.restore();
  });
});

describe('the role of the database', () => {
  const roles: string[] = [];
  const pools: Knex[] = [];
  let admin: Knex;

  beforeAll(async () => {
    admin = await databases.init('POSTGRES_18');
  });
  afterAll(async () => {
    await Promise.all(pools.map(pool => pool.destroy()));
    for (const role of roles.reverse()) {
      await admin.raw('DROP OWNED BY ??', [role]);
      await admin.raw('DROP ROLE ??', [role]);
    }
  });

  /** A role of this name's own, with a schema that it owns, as the plugin's database would be. */
  async function connectAs(name: string, attributes = ''): Promise<Knex> {
    const role = `${name}_${randomBytes(4).toString('hex')}`;
    await admin.raw(`CREATE ROLE ?? LOGIN PASSWORD 'x' ${attributes}`, [role]);
    roles.push(role);
    await admin.raw('CREATE SCHEMA ?? AUTHORIZATION ??', [role, role]);
    const { connection } = admin.client.config;
    const pool = knexFactory({
      ...admin.client.config,
      connection: { ...connection, user: role, password: 'x' },
      searchPath: [role],
    });
    pools.push(pool);
    return pool;
  }

  async function open(knex: Knex, databaseRole?: RoleDemand) {
    const logger = mockServices.logger.mock();
    const ledger = await Ledger.create({
      database: { getClient: async () => knex },
      origin: 'example.com/changes',
      signer: makeSigner(),
      logger,
      databaseRole,
    });
    return { ledger, warn: logger.warn };
  }

  it('may be an ordinary one, which makes the tables and writes to them', async () => {
    const { ledger, warn } = await open(await connectAs('plain'), 'ordinary');
    expect(await ledger.audit()).toMatchObject({ ok: true });
    expect(warn).not.toHaveBeenCalled();
  });

  it.each([
    ['is a superuser', 'super', 'SUPERUSER', ''],
    ['may become a superuser', 'member', '', 'GRANT postgres TO ??'],
    [
      'may set session_replication_role',
      'replica',
      '',
      'GRANT SET ON PARAMETER session_replication_role TO ??',
    ],
  ])(
    'is refused, or warned of, when it %s',
    async (what, name, attributes, grant) => {
      const knex = await connectAs(name, attributes);
      if (grant) await admin.raw(grant, [roles.at(-1)!]);
      await expect(open(knex, 'ordinary')).rejects.toThrow(
        new RegExp(`${name}_\\w+ ${what}, .*ledger.allowSuperuser`),
      );
      const { warn } = await open(knex, 'any');
      expect(warn).toHaveBeenCalledTimes(1);
      expect(warn).toHaveBeenCalledWith(expect.stringContaining(what));
    },
  );
});
