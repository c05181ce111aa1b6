import { backendIn } from './backend';

/** As `terraform init` writes it to `.terraform/terraform.tfstate`. */
const initialised = (type: string, config: object) =>
  JSON.stringify({ version: 3, backend: { type, config, hash: 1 } });

describe('where the state is kept', () => {
  it.each([
    [
      'gcs',
      { bucket: 'state', prefix: 'eu/', credentials: 'S3CR3T' },
      'gcs://state/eu',
    ],
    [
      's3',
      {
        bucket: 'state',
        key: 'a/b',
        region: 'eu-west-1',
        secret_key: 'S3CR3T',
        access_key: 'S3CR3T',
      },
      's3://state/a/b/eu-west-1',
    ],
    [
      'azurerm',
      {
        storage_account_name: 'acme',
        container_name: 'tf',
        key: 'x',
        sas_token: 'S3CR3T',
      },
      'azurerm://acme/tf/x',
    ],
    [
      'http',
      {
        address: 'https://ada:S3CR3T@state.example.com/x?token=S3CR3T',
        password: 'S3CR3T',
      },
      'http://state.example.com/x',
    ],
    [
      'pg',
      { conn_str: 'postgres://ada:S3CR3T@db:5432/tf', schema_name: 'eu' },
      'pg://db:5432/tf/eu',
    ],
    [
      'pg',
      { conn_str: 'host=db user=ada password=S3CR3T dbname=tf' },
      'pg://db/tf',
    ],
    [
      'remote',
      {
        hostname: 'app.terraform.io',
        organization: 'acme',
        token: 'S3CR3T',
        workspaces: [{ name: 'eu' }],
      },
      'remote://app.terraform.io/acme/eu',
    ],
    ['local', { path: null }, 'local'],
    ['unheard_of', { secret: 'S3CR3T' }, 'unheard_of'],
  ])('of %s, without credentials: %j', (type, config, place) => {
    expect(backendIn(initialised(type, config))).toBe(place);
  });

  it.each(['', '{', '{"version":4}', '{"backend":{"type":7}}'])(
    'is not known from %j',
    text => expect(backendIn(text)).toBeUndefined(),
  );
});
