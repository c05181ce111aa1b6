import { SettingVariables } from '@countersign/plugin-governance-node';

/** The variables that this portal's configuration files read. */
export const settingVariables: SettingVariables = {
  'app.baseUrl': 'COUNTERSIGN_URL',
  'backend.baseUrl': 'COUNTERSIGN_URL',
  'backend.database.connection.host': 'POSTGRES_HOST',
  'backend.auth.externalAccess.options.token': 'PIPELINE_TOKEN',
  'auth.session.secret': 'AUTH_SESSION_SECRET',
  'auth.providers.oidc.metadataUrl': 'OIDC_METADATA_URL',
  'auth.providers.oidc.clientId': 'OIDC_CLIENT_ID',
  'auth.providers.oidc.clientSecret': 'OIDC_CLIENT_SECRET',
  'ledger.signingKeyFile': 'LEDGER_KEY_FILE',
};
