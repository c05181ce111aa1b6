import { isSecretName, looksSecret } from './secretNames';

describe('what shows itself to be a secret', () => {
  it.each([
    'password',
    'root_password',
    'clientSecret',
    'auth_token',
    'private_key',
    'private_key_pem',
    'apiKey',
    'credentials',
    'primary_connection_string',
    'secret_data',
    'DB_PASS',
    'PGPASSWORD',
    'MYSQL_PWD',
    'SECRET_KEY_BASE',
    'AWS_SECRET_ACCESS_KEY',
    'Authorization',
    'x-api-key',
    'pre_shared_key',
    'DATABASE_URL',
    'SENTRY_DSN',
    'API_KEY_PROD',
    'password1',
    'master_password_wo',
    'kube_config_raw',
    'storage_account_key',
    'JWT_SECRET',
  ])('the name %s', name => expect(isSecretName(name)).toBe(true));

  it.each([
    'secret_id',
    'password_policy',
    'tokenizer',
    'kms_key_name',
    'name',
    'public_key',
    'monkey',
    'compass',
    'bypass',
    'kms_key_id',
    'partition_key',
    'primary_key',
    'next_token',
    'max_tokens',
    'http_tokens',
    'author',
    'authority',
    'require_password',
    'key_vault_id',
    'PASSWORD_FILE',
  ])('not the name %s', name => expect(isSecretName(name)).toBe(false));

  it.each([
    '-----BEGIN RSA PRIVATE KEY-----\nMIIE',
    'postgres://app:pa55word@10.0.0.2/app',
    '{"password":"pa55word"}',
    'export DB_PASSWORD=pa55word',
  ])('the text %j', text => expect(looksSecret(text)).toBe(true));

  it.each([
    '-----BEGIN PUBLIC KEY-----',
    'https://example.com/a:b',
    'projects/p/secrets/db-password/versions/3',
    'reset your password here',
  ])('not the text %j', text => expect(looksSecret(text)).toBe(false));
});
