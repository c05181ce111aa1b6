import { InputError, NotFoundError } from '@backstage/errors';
import {
  createProxyAuthenticator,
  SignInResolver,
} from '@backstage/plugin-auth-node';
import { DemoUserRefs, PROVIDER_ID } from './demoUsersConfig';
import { assertKnownHost } from './knownHosts';

/**
 * The request header that names the user to sign in as. A header, because a page of another origin cannot send one
 * without the backend's consent.
 */
const DEMO_USER_HEADER = 'x-demo-user';

/** Which demo user asked to be signed in. */
export interface DemoUserResult {
  entityRef: string;
}

/** Takes the user's word for who they are, if it is one of the listed users. */
export function createDemoUsersAuthenticator(
  users: DemoUserRefs,
  knownHosts: ReadonlySet<string>,
) {
  return createProxyAuthenticator({
    defaultProfileTransform: async () => ({ profile: {} }),
    initialize() {},
    async authenticate({
      req,
    }): Promise<{ result: DemoUserResult; providerInfo: {} }> {
      assertKnownHost(knownHosts, req.headers.host);
      const wanted = req.header(DEMO_USER_HEADER);
      if (!wanted) {
        throw new InputError(
          `Say which demo user to sign in as, in the ${DEMO_USER_HEADER} header`,
        );
      }
      const entityRef = wanted.toLocaleLowerCase('en-US');
      if (!users.has(entityRef)) {
        throw new NotFoundError(
          `There is no such demo user; auth.providers.${PROVIDER_ID} lists ${[
            ...users,
          ].join(', ')}`,
        );
      }
      return { result: { entityRef }, providerInfo: {} };
    },
  });
}

/** Signs in the user's catalog entity, with the groups it is a member of. */
export const signInAsDemoUser: SignInResolver<DemoUserResult> = async (
  { result: { entityRef } },
  context,
) => {
  try {
    return await context.signInWithCatalogUser({ entityRef });
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFoundError') {
      throw new NotFoundError(
        `The demo user ${entityRef} is not in the catalog. Just after the first start it is still being read: try again in a moment`,
        error,
      );
    }
    throw error;
  }
};
