import { OAuth2 } from '@backstage/core-app-api';
import {
  BackstageIdentityApi,
  ConfigApi,
  DiscoveryApi,
  OAuthRequestApi,
  OpenIdConnectApi,
  ProfileInfoApi,
  SessionApi,
} from '@backstage/frontend-plugin-api';
import { RiShieldUserLine } from '@remixicon/react';
import { createElement } from 'react';

export type OidcAuthApi = OpenIdConnectApi &
  ProfileInfoApi &
  BackstageIdentityApi &
  SessionApi;

/** Sign-in by any OpenID Connect provider; see `auth.providers.oidc` in the configuration. */
export function createOidcAuth(needs: {
  configApi: ConfigApi;
  discoveryApi: DiscoveryApi;
  oauthRequestApi: OAuthRequestApi;
}): OidcAuthApi {
  return OAuth2.create({
    ...needs,
    environment: needs.configApi.getOptionalString('auth.environment'),
    provider: {
      id: 'oidc',
      title: 'OpenID Connect',
      icon: createElement(RiShieldUserLine),
    },
    defaultScopes: ['openid', 'profile', 'email'],
  });
}
