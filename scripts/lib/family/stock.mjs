import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root, toolsDir } from '../paths.mjs';
import { findFreePort } from '../ports.mjs';
import { startEmbeddedPostgres } from '../postgres.mjs';
import { onStop } from '../processes.mjs';
import { UserError } from '../report.mjs';
import { requireFrom } from '../tools.mjs';
import { readGuide } from './guide.mjs';
import { packFamily } from './pack.mjs';
import { prepareStockApp } from './stockApp.mjs';
import { buildStockApp, startStockPortal } from './stockPortal.mjs';

/**
 * The stock app with everything of the guide installed, ready to be run in one way or another.
 *
 * @param options.kind - `new`, `legacy` or `newest`
 * @returns `{ folder, guide }`
 */
export async function installedStockApp(tools, { kind = 'new' } = {}) {
  const packs = await packFamily(tools);
  const guide = await readGuide();
  const all = Object.values(guide);
  const added = {
    app: all.flatMap(({ app }) => app),
    backend: all.flatMap(({ backend }) => backend),
  };
  return {
    folder: await prepareStockApp(tools, { kind, packs, added }),
    guide,
  };
}

/** What the guide has a portal connect to PostgreSQL by. */
const connected = ({ host, port, user, password }, rest = {}) => ({
  client: 'pg',
  connection: { host, port, user, password },
  ...rest,
});

/** One database for all plugins, as a role that owns it and may make no other: each plugin has a schema in it. */
async function sharedDatabase({ superuserUrl, host, port }) {
  const { Client } = requireFrom(path.join(root, 'packages/local-postgres'))(
    'pg',
  );
  const [database, password] = ['portal', randomBytes(12).toString('hex')];
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  await client.query(`CREATE ROLE tenant LOGIN PASSWORD '${password}'`);
  await client.query(`CREATE DATABASE ${database} OWNER tenant`);
  await client.end();
  const { connection, ...rest } = connected(
    { host, port, user: 'tenant', password },
    { pluginDivisionMode: 'schema' },
  );
  return { ...rest, connection: { ...connection, database } };
}

/**
 * A database and a key, as the guide asks for them, gone with the portal.
 *
 * @param options.schemas - one database for all plugins, with a schema each
 */
export async function ownGround(tools, { schemas = false } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-stock-'));
  const removeFolder = onStop(() =>
    rm(folder, { recursive: true, force: true }),
  );
  const server = await startEmbeddedPostgres(tools, { ephemeral: true });
  const { privateKey } = generateKeyPairSync('ed25519');
  const keyFile = path.join(folder, 'ledger-key.pem');
  await writeFile(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return {
    config: {
      backend: {
        database: schemas ? await sharedDatabase(server) : connected(server),
      },
      ledger: { signingKeyFile: keyFile },
    },
    async stop() {
      await server.stop();
      await removeFolder();
    },
  };
}

/**
 * Some areas of the guide: what is added for them, and the pages of the app with them.
 *
 * @param names - headings of the guide; all areas where there is none
 * @returns `{ lines, pages }`: of the backend, and what `buildStockApp` takes
 */
export function partOf(guide, names = []) {
  const unknown = names.find(name => !guide[name]);
  if (unknown) {
    throw new UserError(
      `The guide has no "${unknown}"; it has ${Object.keys(guide).join(', ')}`,
    );
  }
  const taken = name => !names.length || names.includes(name);
  const areas = Object.entries(guide);
  // What of the installed packages is found is decided where the pages are built.
  const exclude = areas.flatMap(([name, { app }]) => (taken(name) ? [] : app));
  return {
    lines: areas.flatMap(([name, { lines }]) => (taken(name) ? lines : [])),
    pages: {
      name: names.length
        ? names.join(' ').toLowerCase().replace(/\W+/g, '-')
        : 'all',
      config: { app: exclude.length ? { packages: { exclude } } : {} },
    },
  };
}

/**
 * Runs a stock app with some areas of the family, on a database of its own.
 *
 * @param options.areas - headings of the guide; all where there is none
 * @returns `{ url, stop, ended }`
 */
export async function runStockApp(tools, { kind, areas, port } = {}) {
  const { folder, guide } = await installedStockApp(tools, { kind });
  const { lines, pages } = partOf(guide, areas);
  await buildStockApp(tools, folder, pages);
  const ground = await ownGround(tools);
  const portal = await startStockPortal(tools, folder, {
    name: 'by-hand',
    lines,
    port: port ?? (await findFreePort()),
    config: ground.config,
    logFile: path.join(toolsDir, 'stock/portal.log'),
  });
  return {
    ...portal,
    async stop() {
      await portal.stop();
      await ground.stop();
    },
  };
}
