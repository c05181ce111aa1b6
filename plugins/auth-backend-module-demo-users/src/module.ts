import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import {
  createDemoUsersAuthenticator,
  signInAsDemoUser,
} from './authenticator';
import { PROVIDER_ID, readDemoUsers } from './demoUsersConfig';
import { readKnownHosts } from './knownHosts';

/**
 * Adds the `demo-users` auth provider where it is configured; keeps the backend from starting where it must not be.
 *
 * @public
 */
export const authModuleDemoUsers = createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-users',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, logger, providers }) {
        const users = readDemoUsers(config, process.env.NODE_ENV);
        if (!users) {
          return;
        }
        logger.warn(
          `Anybody can sign in as ${users.size} demo users without a password`,
        );
        providers.registerProvider({
          providerId: PROVIDER_ID,
          factory: createProxyAuthProviderFactory({
            authenticator: createDemoUsersAuthenticator(
              users,
              readKnownHosts(config),
            ),
            signInResolver: signInAsDemoUser,
          }),
        });
      },
    });
  },
});
