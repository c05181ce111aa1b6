import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** A setting that is not there, and the variable that the configuration files read it from. */
interface Lack {
  setting: string;
  variable: string;
}

/** Settings by name, below some part of the configuration. */
function lacksOf(
  config: Config | undefined,
  variables: Record<string, string>,
  at = '',
): Lack[] {
  return Object.entries(variables)
    .filter(([key]) => !config?.getOptional(key))
    .map(([key, variable]) => ({ setting: `${at}${key}`, variable }));
}

/** The configuration of production says `unset`, since it could not take back a default. */
function lacksOfAddress(config: Config): Lack[] {
  return ['app.baseUrl', 'backend.baseUrl']
    .filter(key => !URL.canParse(config.getOptionalString(key) ?? ''))
    .map(setting => ({ setting, variable: 'COUNTERSIGN_URL' }));
}

function lacksOfKey(config: Config): Lack[] {
  return config.has('ledger.signingKey')
    ? []
    : lacksOf(config, { 'ledger.signingKeyFile': 'LEDGER_KEY_FILE' });
}

/** A connection may also be one string. */
function lacksOfDatabase(config: Config): Lack[] {
  const key = 'backend.database.connection';
  return typeof config.getOptional(key) === 'string'
    ? []
    : lacksOf(config, { [`${key}.host`]: 'POSTGRES_HOST' });
}

function lacksOfAccess(config: Config): Lack[] {
  const key = 'backend.auth.externalAccess';
  return (config.getOptionalConfigArray(key) ?? []).flatMap((entry, index) =>
    entry.getOptionalString('type') === 'static'
      ? lacksOf(
          entry,
          { 'options.token': 'PIPELINE_TOKEN' },
          `${key}[${index}].`,
        )
      : [],
  );
}

/** What an OpenID Connect provider is reached with, in the environment that applies. */
function lacksOfSignIn(config: Config): Lack[] {
  const provider = 'auth.providers.oidc';
  const environment = config.getOptionalString('auth.environment');
  if (!config.has(provider) || !environment) {
    return [];
  }
  const key = `${provider}.${environment}`;
  return lacksOf(
    config.getOptionalConfig(key),
    {
      metadataUrl: 'OIDC_METADATA_URL',
      clientId: 'OIDC_CLIENT_ID',
      clientSecret: 'OIDC_CLIENT_SECRET',
    },
    `${key}.`,
  );
}

/**
 * Refuses a configuration that lacks what the portal cannot do without. All that is missing is named at once, with the variables that set
 * it; each plugin would otherwise fail for its own part, one after the other and after the database was asked.
 *
 * @throws InputError that names the settings
 */
export function assertSettings(config: Config): void {
  const lacks = [
    ...lacksOfAddress(config),
    ...lacksOfDatabase(config),
    ...lacksOf(config, { 'auth.session.secret': 'AUTH_SESSION_SECRET' }),
    ...lacksOfKey(config),
    ...lacksOfAccess(config),
    ...lacksOfSignIn(config),
  ];
  if (lacks.length > 0) {
    throw new InputError(
      `The configuration lacks ${lacks
        .map(({ setting, variable }) => `${setting} (set ${variable})`)
        .join(', ')}`,
    );
  }
}

/** Checks the configuration before any plugin starts. */
export const requireSettings = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  loader({ config }) {
    assertSettings(config);
    return [];
  },
});
