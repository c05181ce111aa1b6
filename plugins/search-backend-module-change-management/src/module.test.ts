import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { DocumentCollatorFactory } from '@backstage/plugin-search-common';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import {
  ChangePage,
  ChangeSummary,
} from '@countersign/plugin-change-management-common';
import {
  ChangeManagementService,
  changeManagementServiceRef,
} from '@countersign/plugin-change-management-node';
import searchModule from '.';

const change = (number: string, fields: Partial<ChangeSummary> = {}) => ({
  number,
  title: 'Rotate the key',
  state: 'new',
  type: 'normal',
  environment: 'production',
  items: ['component:default/checkout'],
  requester: 'user:default/dana',
  ...fields,
});

const entity = (kind: string, name: string, part: object) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, ...part },
});
const entities = [
  entity('Component', 'checkout', { title: 'Checkout service' }),
  {
    ...entity('User', 'dana', {}),
    spec: { profile: { displayName: 'Dana Reyes' } },
  },
];

/** Change management with two pages of changes. */
const pages: Record<string, Partial<ChangePage>> = {
  first: {
    items: [
      change('CHG0000002', {
        team: 'group:default/payments',
        // A pipeline's token, which is no entity.
        requester: 'ci-pipeline',
      }),
    ] as ChangeSummary[],
    nextCursor: 'second',
  },
  second: { items: [change('CHG0000001')] as ChangeSummary[] },
};
const changes = createServiceFactory({
  service: changeManagementServiceRef,
  deps: {},
  factory: () =>
    ({
      listChanges: async ({ cursor = 'first' } = {}) => pages[cursor],
    } as ChangeManagementService),
});

describe('change requests in search', () => {
  it('hands over every change with what is needed to authorise and show it', async () => {
    const collators: DocumentCollatorFactory[] = [];
    await startTestBackend({
      extensionPoints: [
        [
          searchIndexRegistryExtensionPoint,
          {
            addCollator: ({ factory }) => collators.push(factory),
            addDecorator: () => {},
          },
        ],
      ],
      features: [
        searchModule,
        changes,
        catalogServiceMock.factory({ entities }),
        mockServices.rootConfig.factory({
          data: {
            app: {
              baseUrl: 'https://x.example/portal',
              extensions: [
                {
                  'page:change-management': {
                    config: { path: '/governance/changes' },
                  },
                },
              ],
            },
          },
        }),
      ],
    });
    const [factory] = collators;
    const documents: object[] = [];
    for await (const document of await factory.getCollator()) {
      documents.push(document);
    }
    expect(documents).toEqual([
      expect.objectContaining({
        title: 'CHG0000002: Rotate the key',
        text: 'Checkout service · payments · ci-pipeline',
      }),
      expect.objectContaining({
        title: 'CHG0000001: Rotate the key',
        text: 'Checkout service · Dana Reyes',
        items: ['component:default/checkout'],
        // Within the portal, which adds the path of its address by itself.
        location: '/governance/changes/CHG0000001',
        state: 'new',
        type: 'normal',
        environment: 'production',
        authorization: { resourceRef: 'CHG0000001' },
      }),
    ]);
    expect(factory.visibilityPermission?.name).toBe(
      'change-management.change.read',
    );
  });
});
