import {
  BackendFeature,
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * Which environment variable a portal's configuration files read a setting from. Elements of a list have no index, and
 * environments of sign-in no name: `backend.auth.externalAccess.options.token`, `auth.providers.oidc.clientId`.
 */
export type SettingVariables = Readonly<Record<string, string>>;

/** A setting that is not there: its path, and the path by which {@link SettingVariables} know it. */
interface Lack {
  setting: string;
  known: string;
}

/** Settings by name, below some part of the configuration. */
function lacksOf(
  config: Config | undefined,
  keys: readonly string[],
  below?: { at: string; known: string },
): Lack[] {
  return keys
    .filter(key => !config?.getOptional(key))
    .map(key => ({
      setting: below ? `${below.at}.${key}` : key,
      known: below ? `${below.known}.${key}` : key,
    }));
}

/** A configuration of production may say `unset`, since it could not take back a default. */
function lacksOfAddress(config: Config): Lack[] {
  return ['app.baseUrl', 'backend.baseUrl']
    .filter(key => !URL.canParse(config.getOptionalString(key) ?? ''))
    .map(key => ({ setting: key, known: key }));
}

function lacksOfKey(config: Config): Lack[] {
  return config.has('ledger.signingKey')
    ? []
    : lacksOf(config, ['ledger.signingKeyFile']);
}

/** A connection may also be one string. */
function lacksOfDatabase(config: Config): Lack[] {
  const key = 'backend.database.connection';
  return typeof config.getOptional(key) === 'string'
    ? []
    : lacksOf(config, [`${key}.host`]);
}

function lacksOfAccess(config: Config): Lack[] {
  const known = 'backend.auth.externalAccess';
  return (config.getOptionalConfigArray(known) ?? []).flatMap((entry, index) =>
    entry.getOptionalString('type') === 'static'
      ? lacksOf(entry, ['options.token'], { at: `${known}[${index}]`, known })
      : [],
  );
}

/** What an OpenID Connect provider is reached with, in the environment that applies. */
function lacksOfSignIn(config: Config): Lack[] {
  const known = 'auth.providers.oidc';
  const environment = config.getOptionalString('auth.environment');
  if (!config.has(known) || !environment) {
    return [];
  }
  const at = `${known}.${environment}`;
  return lacksOf(
    config.getOptionalConfig(at),
    ['metadataUrl', 'clientId', 'clientSecret'],
    { at, known },
  );
}

/**
 * Refuses a configuration that lacks what a portal cannot do without. All that is missing is named at once, with the
 * variables that set it; each plugin would otherwise fail for its own part, one after the other and after the database
 * was asked.
 *
 * @throws InputError that names the settings
 */
export function assertSettings(
  config: Config,
  variables: SettingVariables = {},
): void {
  const lacks = [
    ...lacksOfAddress(config),
    ...lacksOfDatabase(config),
    ...lacksOf(config, ['auth.session.secret']),
    ...lacksOfKey(config),
    ...lacksOfAccess(config),
    ...lacksOfSignIn(config),
  ];
  if (lacks.length > 0) {
    throw new InputError(
      `The configuration lacks ${lacks
        .map(({ setting, known }) =>
          variables[known] ? `${setting} (set ${variables[known]})` : setting,
        )
        .join(', ')}`,
    );
  }
}

/**
 * Checks the configuration before any plugin starts: `backend.add(requireSettings({ 'app.baseUrl': 'PORTAL_URL' }))`.
 *
 * @param variables - Named beside the settings that are missing.
 */
export function requireSettings(variables?: SettingVariables): BackendFeature {
  return createBackendFeatureLoader({
    deps: { config: coreServices.rootConfig },
    loader({ config }) {
      assertSettings(config, variables);
      return [];
    },
  });
}
