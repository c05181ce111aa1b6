import {
  ApiBlueprint,
  ApiRef,
  configApiRef,
  createApiRef,
  discoveryApiRef,
  oauthRequestApiRef,
} from '@backstage/frontend-plugin-api';
import { createOidcAuth, OidcAuthApi } from './oidc';

/** The session with the organization's provider, for the pages. */
export const oidcAuthApiRef: ApiRef<OidcAuthApi> =
  createApiRef<OidcAuthApi>().with({ id: 'app.auth.oidc', pluginId: 'app' });

export const oidcAuthApi = ApiBlueprint.make({
  name: 'oidc-auth',
  params: defineParams =>
    defineParams({
      api: oidcAuthApiRef,
      deps: {
        configApi: configApiRef,
        discoveryApi: discoveryApiRef,
        oauthRequestApi: oauthRequestApiRef,
      },
      factory: createOidcAuth,
    }),
});
