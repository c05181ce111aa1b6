import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { toolsDir } from '../paths.mjs';
import { findFreePort } from '../ports.mjs';
import { startEmbeddedPostgres } from '../postgres.mjs';
import { onStop } from '../processes.mjs';
import { UserError } from '../report.mjs';
import { readGuide } from './guide.mjs';
import { packFamily } from './pack.mjs';
import { prepareStockApp } from './stockApp.mjs';
import { buildStockApp, startStockPortal } from './stockPortal.mjs';

/**
 * The stock app with everything of the guide installed, ready to be run in one way or another.
 *
 * @param options.kind - `new` or `legacy`
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

/** A database and a key, as the guide asks for them, gone with the portal. */
export async function ownGround(tools) {
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
        database: {
          client: 'pg',
          connection: {
            host: server.host,
            port: server.port,
            user: server.user,
            password: server.password,
          },
        },
      },
      ledger: { signingKeyFile: keyFile },
    },
    async stop() {
      await server.stop();
      await removeFolder();
    },
  };
}

/** The areas of the guide by their headings; all of them where none is named. */
function chosen(guide, names) {
  const unknown = names.find(name => !guide[name]);
  if (unknown) {
    throw new UserError(
      `The guide has no "${unknown}"; it has ${Object.keys(guide).join(', ')}`,
    );
  }
  return Object.entries(guide)
    .filter(([name]) => !names.length || names.includes(name))
    .map(([, area]) => area);
}

/**
 * Runs a stock app with some areas of the family, on a database of its own.
 *
 * @param options.areas - headings of the guide; all where there is none
 * @returns `{ url, stop, ended }`
 */
export async function runStockApp(tools, { kind, areas = [], port } = {}) {
  const { folder, guide } = await installedStockApp(tools, { kind });
  const parts = chosen(guide, areas);
  // What of the installed packages is found is decided where the pages are built.
  const left = Object.values(guide)
    .filter(each => !parts.includes(each))
    .flatMap(({ app }) => app);
  const app = left.length ? { packages: { exclude: left } } : {};
  await buildStockApp(tools, folder, { config: { app } });
  const ground = await ownGround(tools);
  const portal = await startStockPortal(tools, folder, {
    name: 'by-hand',
    lines: parts.flatMap(({ lines }) => lines),
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
