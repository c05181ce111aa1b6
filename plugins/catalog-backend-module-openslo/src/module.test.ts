import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { CatalogClient } from '@backstage/catalog-client';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { sloKinds } from '@countersign/plugin-service-levels-common';
import { catalogModuleOpenSlo } from './module';

jest.setTimeout(240_000);

const POLL_MS = 200;

const files = {
  'a-bad.yaml': 'apiVersion: openslo/v1\nkind: SLO\nmetadata: {name: [\n',
  'b-list.yaml': `- apiVersion: openslo/v1
  kind: SLI
  metadata:
    name: availability
    labels:
      env: [prod, 'a b']
      team: [one, two]
  spec: {}
- apiVersion: openslo/v1
  kind: DataSource
  metadata: { name: metrics }
  spec: { type: openmetrics }
`,
  'c-kinds.yaml': `apiVersion: openslo/v1
kind: SlO
metadata: { name: other }
---
apiVersion: openslo/v2alpha
kind: SLO
metadata: { name: newer }
---
apiVersion: openslo/v1
kind: SLO
metadata: { name: 'no/name at all' }
`,
  'd-good.yaml': `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: checkout }
spec: { type: service, lifecycle: production, owner: me }
---
# What it promises.
apiVersion: openslo/v1
kind: SLO
metadata:
  name: checkout-availability
  displayName: Checkout works
spec:
  service: checkout
  nonsense: true
`,
};

describe('the catalog with OpenSLO files', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const options = { token: mockCredentials.service.token() };
  let folder: string;
  let backend: TestBackend;
  let catalog: CatalogClient;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'openslo-'));
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(folder, name), text);
    }
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleOpenSlo,
        mockServices.database.factory({
          knex: await databases.init('POSTGRES_18'),
        }),
        mockServices.rootConfig.factory({
          data: {
            catalog: {
              processingInterval: { seconds: 1 },
              rules: [{ allow: [...sloKinds, 'Component'] }],
              locations: [{ type: 'file', target: join(folder, '*.yaml') }],
            },
          },
        }),
      ],
    });
    const port = backend.server.port();
    catalog = new CatalogClient({
      discoveryApi: {
        getBaseUrl: async id => `http://localhost:${port}/api/${id}`,
      },
    });
  });
  afterAll(async () => {
    await backend?.stop();
    await rm(folder, { recursive: true });
  });

  it('has every definition, whatever is wrong with others in its file or beside it', async () => {
    const all = async () =>
      (await catalog.getEntities({ filter: {} }, options)).items.filter(
        ({ kind }) => kind !== 'Location',
      );
    let entities = await all();
    while (
      entities.length < 8 ||
      !entities.some(({ relations = [] }) =>
        relations.some(({ type }) => type === 'hasSlo'),
      )
    ) {
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
      entities = await all();
    }
    const named = (name: string) =>
      entities.find(entity => entity.metadata.name === name)!;
    const slo = named('checkout-availability');
    expect(slo).toMatchObject({
      kind: 'SLO',
      metadata: {
        title: 'Checkout works',
        annotations: {
          'countersign.dev/openslo-file': expect.stringMatching(
            /^openslo-[^/]+\/d-good\.yaml$/,
          ),
          'countersign.dev/openslo-line': '7',
          'countersign.dev/openslo-text':
            expect.stringContaining('nonsense: true'),
        },
      },
      spec: { service: 'checkout' },
    });
    expect(slo.relations).toMatchObject([
      { type: 'sloOf', targetRef: 'component:default/checkout' },
    ]);
    expect(named('checkout').relations).toContainEqual(
      expect.objectContaining({
        type: 'hasSlo',
        targetRef: 'slo:default/checkout-availability',
      }),
    );
    expect(named('availability').metadata.labels).toEqual({ team: 'one.two' });
    expect(named('metrics').kind).toBe('DataSource');
    const unreadable = entities.filter(({ metadata }) =>
      metadata.name.startsWith('unreadable-'),
    );
    const texts = unreadable.map(
      ({ metadata }) => metadata.annotations!['countersign.dev/openslo-text'],
    );
    expect(texts).toHaveLength(4);
    for (const part of [
      files['a-bad.yaml'],
      'kind: SlO',
      'no/name at all',
      'openslo/v2alpha',
    ]) {
      expect(texts).toContainEqual(expect.stringContaining(part));
    }
  });
});
