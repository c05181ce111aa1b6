import { ServiceFactoryTester } from '@backstage/backend-test-utils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import type { CmdbService } from './CmdbService';
import { cmdbServiceRef } from './cmdbServiceRef';

describe('cmdbServiceRef', () => {
  it('works without being registered', async () => {
    const probeRef = createServiceRef<CmdbService>({ id: 'probe' });
    const tester = ServiceFactoryTester.from(
      createServiceFactory({
        service: probeRef,
        deps: { cmdb: cmdbServiceRef },
        factory: ({ cmdb }) => cmdb,
      }),
      {
        dependencies: [
          catalogServiceMock.factory({
            entities: [
              {
                apiVersion: 'backstage.io/v1alpha1',
                kind: 'Group',
                metadata: { name: 'checkout' },
              },
            ],
          }),
        ],
      },
    );
    const cmdb = await tester.getSubject('change-management');
    expect(await cmdb.exists('group:default/checkout')).toBe(true);
  });

  it('reads the catalog once for all plugins of a process', async () => {
    const catalog = catalogServiceMock({ entities: [] });
    const streamEntities = jest.spyOn(catalog, 'streamEntities');
    const tester = ServiceFactoryTester.from(
      createServiceFactory({
        service: createServiceRef<CmdbService>({ id: 'probe' }),
        deps: { cmdb: cmdbServiceRef },
        factory: ({ cmdb }) => cmdb,
      }),
      {
        dependencies: [
          createServiceFactory({
            service: catalogServiceRef,
            deps: {},
            factory: () => catalog,
          }),
        ],
      },
    );
    const [changes, incidents] = await Promise.all(
      ['change-management', 'incident-management'].map(async pluginId =>
        (await tester.getSubject(pluginId)).graph(),
      ),
    );
    expect(incidents).toBe(changes);
    expect(streamEntities).toHaveBeenCalledTimes(1);
  });
});
