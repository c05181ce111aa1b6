import { createHash } from 'crypto';
import { DefaultHttpAuthService } from '@backstage/backend-defaults/httpAuth';
import {
  AuthService,
  BackstageCredentials,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { Lately } from '@countersign/plugin-governance-node';

/** As long as rights are: a page asks for its parts, and a pipeline asks again, within as much. */
const REMEMBERED_MS = 2000;

/**
 * Checks the signature of a token once for what comes within two seconds: it takes a tenth of what the page of a record
 * does. A token that was refused is never remembered, and one that ends meanwhile is checked again.
 */
export function rememberingTokens(
  auth: AuthService,
  now: () => number = Date.now,
): AuthService {
  const lately = new Lately<BackstageCredentials>({ ms: REMEMBERED_MS, now });
  return {
    async authenticate(token, options) {
      const check = () => auth.authenticate(token, options);
      const kind = options?.allowLimitedAccess ? 'limited' : 'full';
      // Keys may be listed; tokens may not.
      const digest = createHash('sha256').update(token).digest('base64url');
      const credentials = await lately.ask(`${kind} ${digest}`, check);
      const { expiresAt } = credentials;
      return expiresAt && expiresAt.getTime() <= now() ? check() : credentials;
    },
    isPrincipal: auth.isPrincipal.bind(auth) as AuthService['isPrincipal'],
    getNoneCredentials: () => auth.getNoneCredentials(),
    getOwnServiceCredentials: () => auth.getOwnServiceCredentials(),
    getPluginRequestToken: options => auth.getPluginRequestToken(options),
    getLimitedUserToken: credentials => auth.getLimitedUserToken(credentials),
    listPublicServiceKeys: () => auth.listPublicServiceKeys(),
  };
}

/** Who makes a request, as Backstage finds it out, by remembered tokens; each plugin remembers its own. */
export const rememberedTokens = createServiceFactory({
  service: coreServices.httpAuth,
  deps: {
    auth: coreServices.auth,
    discovery: coreServices.discovery,
    plugin: coreServices.pluginMetadata,
  },
  factory: ({ auth, discovery, plugin }) =>
    DefaultHttpAuthService.create({
      auth: rememberingTokens(auth),
      discovery,
      pluginId: plugin.getId(),
    }),
});
