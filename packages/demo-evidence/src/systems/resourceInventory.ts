import { components } from './components';
import { System } from './System';

/** Every fortieth resource names no owner. */
export const RESOURCES = 160;
export const OWNERLESS = 40;

const types = [
  ['run.googleapis.com/Service', 'run', 'services'],
  ['sqladmin.googleapis.com/Instance', 'sqladmin', 'instances'],
  ['storage.googleapis.com/Bucket', 'storage', 'buckets'],
];

/** Resources as Asset Inventory is searched for them. */
export const resourceInventory: System = {
  title: 'Asset inventory',
  collections: {
    resources: {
      asked: 'at',
      format: 'json-pages',
      recordsAt: 'results',
      *records() {
        for (let i = 0; i < RESOURCES; i++) {
          const [assetType, service, collection] = types[i % types.length];
          const name = `${components[i % components.length]}-${i}`;
          yield {
            name: `//${service}.googleapis.com/projects/larkspur-production/locations/europe-west1/${collection}/${name}`,
            assetType,
            project: 'projects/4711',
            displayName: name,
            location: 'europe-west1',
            labels: i % OWNERLESS === 7 ? {} : { owner: 'platform-sre' },
          };
        }
      },
    },
  },
};
