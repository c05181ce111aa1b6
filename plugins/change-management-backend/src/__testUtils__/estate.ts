import { Entity } from '@backstage/catalog-model';
import { testEntity } from '@countersign/plugin-governance-test-utils';

/** People of the test estate; each has one role. */
export const people = {
  /** Develops the checkout: requests changes. */
  dana: 'user:default/dana',
  /** Of the same team, owns the checkout. */
  owen: 'user:default/owen',
  /** Of the same team, implements. */
  ivan: 'user:default/ivan',
  /** Change approvers. */
  ada: 'user:default/ada',
  remy: 'user:default/remy',
  /** Stands in for Ada while she is away. */
  dele: 'user:default/dele',
  /** Reads everything, writes nothing. */
  audrey: 'user:default/audrey',
} as const;

export const groups = {
  checkout: 'group:default/checkout',
  approvers: 'group:default/change-approvers',
  data: 'group:default/data',
} as const;

export const items = {
  api: 'component:default/checkout-api',
  web: 'component:default/checkout-web',
  database: 'resource:default/orders-db',
  bucket: 'resource:default/receipts',
} as const;

const annotation = (name: string) => `countersign.dev/${name}`;

const user = (ref: string, group: string, annotations = {}) =>
  testEntity('User', ref.split('/')[1], {
    annotations,
    relations: [['memberOf', group]],
  });

/** A checkout with a web page, an API, a database and a bucket, and the people around it. */
export function estate(): Entity[] {
  return [
    ...Object.values(groups).map(ref =>
      testEntity('Group', ref.split('/')[1], { spec: { type: 'team' } }),
    ),
    user(people.dana, groups.checkout),
    user(people.owen, groups.checkout),
    user(people.ivan, groups.checkout),
    user(people.ada, groups.approvers, {
      [annotation('approval-delegate')]: people.dele,
      [annotation('approval-delegate-until')]: '2100-01-01T00:00:00Z',
    }),
    user(people.remy, groups.approvers),
    user(people.dele, groups.data),
    user(people.audrey, groups.data),
    testEntity('Component', 'checkout-web', {
      annotations: { [annotation('criticality')]: 'tier-2' },
      spec: { type: 'website', owner: groups.checkout },
      relations: [
        ['ownedBy', groups.checkout],
        ['dependsOn', items.api],
      ],
    }),
    testEntity('Component', 'checkout-api', {
      annotations: {
        [annotation('criticality')]: 'tier-1',
        [annotation('environment')]: 'production',
        [annotation('sox-scope')]: 'true',
      },
      spec: { type: 'service', owner: groups.checkout },
      relations: [
        ['ownedBy', groups.checkout],
        ['dependencyOf', items.web],
        ['dependsOn', items.database],
      ],
    }),
    testEntity('Resource', 'orders-db', {
      annotations: {
        [annotation('criticality')]: 'tier-1',
        [annotation('stateful')]: 'true',
        [annotation('terraform-addresses')]: 'terraform_data.orders_db',
      },
      spec: { type: 'database', owner: groups.data },
      relations: [
        ['ownedBy', groups.data],
        ['dependencyOf', items.api],
      ],
    }),
    testEntity('Resource', 'receipts', {
      annotations: {
        [annotation('criticality')]: 'tier-3',
        [annotation('terraform-addresses')]: 'terraform_data.receipts',
      },
      spec: { type: 'bucket', owner: groups.checkout },
      relations: [['ownedBy', groups.checkout]],
    }),
  ];
}
