import { readFile, writeFile } from 'fs/promises';
import path from 'path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { compileCatalogModel } from '@backstage/catalog-model/alpha';
import { cmdbModelLayer } from '@countersign/plugin-catalog-backend-module-cmdb';
import { openSloModelLayer } from '@countersign/plugin-catalog-backend-module-openslo';
import {
  changeEntries,
  CHANGE_EVENT_TOPIC,
} from '@countersign/plugin-change-management-common';
import {
  drillEntries,
  DRILL_EVENT_TOPIC,
} from '@countersign/plugin-chaos-drills-common';
import {
  assuranceEntrySchemas,
  EVIDENCE_EVENT_TOPIC,
  inquiryEntrySchemas,
  runEntries,
} from '@countersign/plugin-compliance-evidence-common';
import { importEntries } from '@countersign/plugin-governance-common';
import {
  incidentManagementEntries,
  INCIDENT_EVENT_TOPIC,
} from '@countersign/plugin-incident-management-common';
import {
  serviceLevelEntries,
  SERVICE_LEVEL_EVENT_TOPIC,
} from '@countersign/plugin-service-levels-common';
import {
  logEntries,
  LOG_EVENT_TOPIC,
} from '@countersign/plugin-service-logs-common';
import { areas } from './__testUtils__/areas';
import {
  actionsPage,
  annotationsPage,
  configurationPage,
  configurationSchemas,
  databasePage,
  entriesPage,
  httpPage,
  permissionsPage,
} from './__testUtils__/reference';
import { startWholePortal, WholePortal } from './__testUtils__/wholePortal';

jest.setTimeout(300_000);

const root = path.resolve(__dirname, '../../..');

/** `UPDATE_REFERENCE=yes` writes the pages anew; the difference is what to look at, and what to tell in the changelog. */
async function expectPage(name: string, text: string): Promise<void> {
  const file = path.join(root, 'docs/reference', `${name}.md`);
  if (process.env.UPDATE_REFERENCE === 'yes') await writeFile(file, text);
  expect(text).toBe(await readFile(file, 'utf8'));
}

describe('the reference', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let portal: WholePortal;
  let token: string;
  beforeAll(async () => {
    portal = await startWholePortal(databases);
    token = await portal.tokenOf('owner');
  });
  afterAll(() => portal?.stop());

  const ask = async (to: string) => {
    const answer = await fetch(`${portal.url}/api/${to}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect([to, answer.status]).toEqual([to, 200]);
    return answer.json();
  };
  const askAreas = <T>(of: (id: string) => Promise<T>) =>
    Promise.all(areas.map(of));

  it('has every setting', async () => {
    await expectPage(
      'configuration',
      configurationPage(await configurationSchemas()),
    );
  });

  it('has every permission, and who has it', async () => {
    await expectPage(
      'permissions',
      permissionsPage(
        await askAreas(async id => ({
          id,
          metadata: await ask(
            `${id}/.well-known/backstage/permissions/metadata`,
          ),
        })),
      ),
    );
  });

  it('has every route', async () => {
    await expectPage(
      'http',
      httpPage(
        await askAreas(async id => ({
          id,
          document: await ask(`${id}/openapi.json`),
        })),
      ),
    );
  });

  it('has every action', async () => {
    await expectPage(
      'actions',
      actionsPage(
        await askAreas(async id => ({
          id,
          ...(await ask(`${id}/.backstage/actions/v1/actions`)),
        })),
      ),
    );
  });

  it('has every entry of a ledger', async () => {
    await expectPage(
      'ledger-entries',
      entriesPage([
        {
          id: 'change-management',
          topic: CHANGE_EVENT_TOPIC,
          schemas: { ...changeEntries.schemas, ...importEntries.schemas },
        },
        {
          id: 'service-levels',
          topic: SERVICE_LEVEL_EVENT_TOPIC,
          schemas: serviceLevelEntries.schemas,
        },
        {
          id: 'incident-management',
          topic: INCIDENT_EVENT_TOPIC,
          schemas: {
            ...incidentManagementEntries.schemas,
            ...importEntries.schemas,
          },
        },
        {
          id: 'compliance-evidence',
          topic: EVIDENCE_EVENT_TOPIC,
          schemas: {
            ...runEntries.schemas,
            ...assuranceEntrySchemas,
            ...inquiryEntrySchemas,
          },
        },
        {
          id: 'chaos-drills',
          topic: DRILL_EVENT_TOPIC,
          schemas: drillEntries.schemas,
        },
        {
          id: 'service-logs',
          topic: LOG_EVENT_TOPIC,
          schemas: logEntries.schemas,
        },
      ]),
    );
  });

  it('has every annotation', async () => {
    await expectPage(
      'annotations',
      annotationsPage(
        [
          { module: 'catalog-backend-module-cmdb', layer: cmdbModelLayer },
          {
            module: 'catalog-backend-module-openslo',
            layer: openSloModelLayer,
          },
        ].map(({ module, layer }) => ({
          module,
          annotations: [
            ...compileCatalogModel([layer]).getMetadata().annotations,
          ],
        })),
      ),
    );
  });

  it('has every table', async () => {
    await expectPage('database', await databasePage(portal.knex, areas));
  });

  it('of indexes: none has a list of what is new that each search reads through', async () => {
    const { rows } = await portal.knex.raw(
      `SELECT i.relname FROM pg_class i
       JOIN pg_namespace n ON n.oid = i.relnamespace
       JOIN pg_am a ON a.oid = i.relam
       WHERE a.amname = 'gin' AND n.nspname = ANY (?)
         AND NOT coalesce('fastupdate=off' = ANY (i.reloptions), false)`,
      [areas],
    );
    expect(rows).toEqual([]);
  });
});
