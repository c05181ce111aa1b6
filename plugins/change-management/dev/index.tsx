import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createFrontendModule,
  identityApiRef,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import changeManagementPlugin, { changeManagementApiRef } from '../src';
import { FakeChangeManagementApi } from './FakeChangeManagementApi';
import { entities, reader } from './fixtures';
import { piecesPlugin } from './piecesPage';

const fakeBackend = createFrontendModule({
  pluginId: 'change-management',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: changeManagementApiRef,
          deps: {},
          factory: () => new FakeChangeManagementApi(),
        }),
    }),
  ],
});

const fakeCatalog = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: catalogApiRef,
          deps: {},
          factory: () => catalogApiMock({ entities }),
        }),
    }),
  ],
});

const fakeIdentity = createFrontendModule({
  pluginId: 'app',
  extensions: [
    ApiBlueprint.make({
      name: 'identity',
      params: defineParams =>
        defineParams({
          api: identityApiRef,
          deps: {},
          factory: () => ({
            getBackstageIdentity: async () => ({
              type: 'user' as const,
              ...reader,
            }),
            getCredentials: async () => ({}),
            getProfileInfo: async () => ({ displayName: 'Bruno Keller' }),
            signOut: async () => undefined,
          }),
        }),
    }),
  ],
});

createDevApp({
  features: [
    changeManagementPlugin,
    catalogPlugin,
    fakeBackend,
    fakeCatalog,
    fakeIdentity,
    piecesPlugin,
  ],
});
