import { resolve } from 'node:path';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { CatalogClient } from '@backstage/catalog-client';
import { stringifyEntityRef } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { ESTATE, loadEstate } from './__testUtils__/estate';
import { catalogModuleCmdb } from './module';

jest.setTimeout(240_000);

const POLL_MS = 200;

describe('catalogModuleCmdb', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let catalog: CatalogClient;
  let backend: TestBackend;
  const options = { token: mockCredentials.service.token() };

  beforeAll(async () => {
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleCmdb,
        mockServices.database.factory({
          knex: await databases.init('POSTGRES_18'),
        }),
        mockServices.rootConfig.factory({
          data: {
            catalog: {
              processingInterval: { seconds: 1 },
              rules: [
                { allow: ['User', 'Group', 'Domain', 'System'] },
                { allow: ['Component', 'Resource', 'API', 'Location'] },
              ],
              locations: [
                { type: 'file', target: resolve(ESTATE, 'all.yaml') },
              ],
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
  });

  it('lets the whole estate into a real catalog, with the relations the CMDB reads', async () => {
    const estate = await loadEstate();
    const entityRefs = estate.map(entity => stringifyEntityRef(entity));
    const arrived = async () => {
      const { items } = await catalog.getEntitiesByRefs(
        { entityRefs },
        options,
      );
      return estate.every(
        ({ relations = [] }, n) =>
          items[n]?.relations && items[n].relations.length >= relations.length,
      );
    };
    while (!(await arrived())) {
      await new Promise(done => setTimeout(done, POLL_MS));
    }
    const checkout = await catalog.getEntityByRef(
      'component:default/checkout-api',
      options,
    );
    expect(checkout?.relations?.map(r => `${r.type} ${r.targetRef}`)).toEqual(
      expect.arrayContaining([
        'dependsOn resource:default/orders-db',
        'providesApi api:default/checkout',
        'ownedBy group:default/checkout',
        'partOf system:default/commerce',
      ]),
    );
  });

  it('shows what is wrong with an annotation where the catalog shows errors', async () => {
    const validate = (criticality: string) =>
      catalog.validateEntity(
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name: 'api',
            annotations: { 'countersign.dev/criticality': criticality },
          },
          spec: { type: 'service', lifecycle: 'production', owner: 'checkout' },
        },
        'url:https://example.com/catalog-info.yaml',
        options,
      );
    expect(await validate('tier-1')).toEqual({ valid: true });
    expect(await validate('gold')).toEqual({
      valid: false,
      errors: [
        expect.objectContaining({
          message: expect.stringContaining(
            'Annotation countersign.dev/criticality is "gold": must be one of tier-1, tier-2, tier-3, tier-4',
          ),
        }),
      ],
    });
  });
});
