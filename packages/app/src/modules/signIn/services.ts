import {
  defaultConfigLoader,
  FrontendHostDiscovery,
  OAuthRequestManager,
} from '@backstage/core-app-api';
import { AppConfig, ConfigReader } from '@backstage/config';
import { ConfigApi, DiscoveryApi } from '@backstage/frontend-plugin-api';
import { createOidcAuth, OidcAuthApi } from './oidc';

/** What a sign-in page needs of the portal. */
export interface SignInServices {
  config: ConfigApi;
  discovery: DiscoveryApi;
  oidc: OidcAuthApi;
}

/** Made of the configuration that comes with the page; the pages make their own once somebody is signed in. */
export async function createSignInServices(): Promise<SignInServices> {
  const config = ConfigReader.fromConfigs(
    fromHere(await defaultConfigLoader()),
  );
  const discovery = FrontendHostDiscovery.fromConfig(config);
  return {
    config,
    discovery,
    oidc: createOidcAuth({
      configApi: config,
      discoveryApi: discovery,
      oauthRequestApi: new OAuthRequestManager(),
    }),
  };
}

/** A backend at the origin of the pages is asked where the pages came from, as the pages themselves do. */
function fromHere(configs: AppConfig[]): AppConfig[] {
  const config = ConfigReader.fromConfigs(configs);
  const app = config.getOptionalString('app.baseUrl');
  const backend = config.getOptionalString('backend.baseUrl');
  if (!app || !backend || new URL(app).origin !== new URL(backend).origin) {
    return configs;
  }
  const path = new URL(backend).pathname.replace(/\/$/, '');
  const baseUrl = `${window.location.origin}${path}`;
  return [...configs, { context: 'here', data: { backend: { baseUrl } } }];
}
