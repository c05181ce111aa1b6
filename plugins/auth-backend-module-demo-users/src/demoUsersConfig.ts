import { RootConfigService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotAllowedError } from '@backstage/errors';
import { z } from 'zod';

export const PROVIDER_ID = 'demo-users';

const CONFIG_KEY = `auth.providers.${PROVIDER_ID}`;

const userRef = z.string().transform((value, context) => {
  try {
    const ref = parseEntityRef(value, {
      defaultKind: 'user',
      defaultNamespace: 'default',
    });
    if (ref.kind.toLocaleLowerCase('en-US') === 'user') {
      return stringifyEntityRef(ref);
    }
  } catch {
    // Falls through: to the reader both are the same mistake.
  }
  context.addIssue({
    code: 'custom',
    message: `"${value}" is not a user: write user:default/<name>`,
  });
  return z.NEVER;
});

const providerConfig = z.object({
  users: z
    .array(
      z.object({
        entityRef: userRef,
        name: z.string().min(1),
        role: z.string().min(1),
        description: z.string().optional(),
      }),
    )
    .min(1, 'List at least one user'),
});

/** The entity refs that may be signed in as, in their canonical form. */
export type DemoUserRefs = ReadonlySet<string>;

/**
 * Reads the provider's configuration.
 *
 * @returns undefined where the provider is not configured
 * @throws InputError for a configuration that is wrong
 * @throws NotAllowedError outside development
 */
export function readDemoUsers(
  config: RootConfigService,
  nodeEnv: string | undefined,
): DemoUserRefs | undefined {
  if (!config.has(CONFIG_KEY)) {
    return undefined;
  }
  assertDevelopment(config, nodeEnv);
  const parsed = providerConfig.safeParse(config.get(CONFIG_KEY));
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0];
    throw new InputError(
      `Invalid configuration at ${[CONFIG_KEY, ...path].join('.')}: ${message}`,
    );
  }
  return new Set(parsed.data.users.map(user => user.entityRef));
}

/**
 * Sign-in without a password must be asked for, and production must not be able to ask for it: `auth.environment` has
 * to say `development`, and `NODE_ENV=production` overrules it.
 */
function assertDevelopment(
  config: RootConfigService,
  nodeEnv: string | undefined,
): void {
  const environment = config.getOptionalString('auth.environment');
  if (nodeEnv === 'production' || environment !== 'development') {
    throw new NotAllowedError(
      `The ${PROVIDER_ID} auth provider signs anybody in without a password and loads in development only; here auth.environment is ${
        environment ? `"${environment}"` : 'not set'
      } and NODE_ENV is ${
        nodeEnv ? `"${nodeEnv}"` : 'not set'
      }. Remove ${CONFIG_KEY} from the configuration (set it to null), or set auth.environment to "development"`,
    );
  }
}
