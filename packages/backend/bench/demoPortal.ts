import { generateKeyPairSync, randomBytes } from 'crypto';
import { setTimeout as delay } from 'timers/promises';
import knexFactory, { Knex } from 'knex';
import { dropDatabases } from './dropDatabases';
import { Portal, startPortal } from './startPortal';
import { sender } from './traffic';

const RECORDS_WITHIN_MS = 900_000;

/** The portal as it is shipped, with demo records. */
const config = {
  // A package without pages: nobody opens any here.
  app: { baseUrl: 'http://localhost', packageName: '@backstage/types' },
  governance: { demo: true },
  incidentManagement: {
    intake: {
      integrations: [
        {
          ...{ name: sender.name, kind: 'alertmanager' },
          credentials: [{ bearer: sender.bearer }],
        },
      ],
    },
  },
  catalog: {
    processingInterval: { hours: 6 },
    locations: ['all.yaml', 'slo/*.yaml'].map(file => ({
      ...{ type: 'file', target: `../../catalog-info/${file}` },
    })),
  },
};

/** A portal with all areas that has made its demo records, and where its databases are. */
export interface DemoPortal {
  portal: Portal;
  /** As PostgreSQL says it. */
  version: string;
  /** A connection to the server. */
  admin: Knex;
  /** The address of the database of a plugin. */
  databaseOf(plugin: string): string;
}

/**
 * Starts the portal on the server that COUNTERSIGN_BENCH_PG names, and drops its databases afterwards.
 *
 * @param people - references of those who sign in
 */
export async function withDemoPortal(
  people: string[],
  work: (demo: DemoPortal) => Promise<void>,
): Promise<void> {
  const connection = process.env.COUNTERSIGN_BENCH_PG;
  if (!connection) throw new Error('COUNTERSIGN_BENCH_PG names no PostgreSQL');
  const prefix = `countersign_bench_${randomBytes(6).toString('hex')}_`;
  const admin = knexFactory({ client: 'pg', connection });
  const { rows } = await admin.raw('SHOW server_version');
  const { privateKey } = generateKeyPairSync('ed25519');
  try {
    const portal = await startPortal({
      ...{ connection, prefix, people, estate: [] },
      signingKey: privateKey
        .export({ type: 'pkcs8', format: 'pem' })
        .toString(),
      program: 'heapPortal.ts',
      beneath: ['app-config.yaml'],
      pipelineOf: 'change-management',
      config,
    });
    try {
      await untilRecordsAreMade(portal);
      await work({
        portal,
        version: rows[0].server_version,
        admin,
        databaseOf(plugin) {
          const url = new URL(connection);
          url.pathname = `${prefix}${plugin}`;
          return url.href;
        },
      });
    } finally {
      await portal.stop();
    }
  } finally {
    await dropDatabases(admin, prefix);
    await admin.destroy();
  }
}

/** Demo records are made once the catalog has what they are about. */
async function untilRecordsAreMade({ url }: Portal): Promise<void> {
  const deadline = Date.now() + RECORDS_WITHIN_MS;
  for (;;) {
    // A portal that makes thousands of records may close a connection before it answers.
    const answer = await fetch(`${url}/.backstage/health/v1/readiness`)
      .then(response => response.json())
      .catch(() => ({}));
    const { demo: areas = {} } = answer;
    const states = Object.values(areas) as { state: string }[];
    if (states.length > 0 && states.every(({ state }) => state === 'made')) {
      return;
    }
    if (Date.now() > deadline) {
      throw new Error(`No demo records: ${JSON.stringify(areas)}`);
    }
    await delay(1000);
  }
}
