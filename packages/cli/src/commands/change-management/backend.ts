/** What of each backend's settings says where the state is; none of it lets anybody in. */
const places: Record<string, readonly string[] | undefined> = {
  gcs: ['bucket', 'prefix'],
  s3: ['bucket', 'key', 'region'],
  azurerm: [
    'subscription_id',
    'resource_group_name',
    'storage_account_name',
    'container_name',
    'key',
  ],
  oss: ['bucket', 'prefix', 'key'],
  cos: ['bucket', 'prefix', 'key'],
  oci: ['namespace', 'bucket', 'key'],
  kubernetes: ['namespace', 'secret_suffix'],
  local: ['path'],
  remote: ['hostname', 'organization'],
  cloud: ['hostname', 'organization'],
};

/** Their setting is an address, which may hold a user and a password. */
const addresses: Record<string, string | undefined> = {
  http: 'address',
  consul: 'address',
  pg: 'conn_str',
};

const LONGEST = 500;

/**
 * Where Terraform keeps the state, read from `.terraform/terraform.tfstate`: `gcs://bucket/prefix`. Only what says
 * where: credentials that were given with `-backend-config` stand in the same file.
 *
 * @returns undefined when the text is not Terraform's
 */
export function backendIn(text: string): string | undefined {
  const backend = memberOf(parsed(text), 'backend');
  const type = memberOf(backend, 'type');
  if (typeof type !== 'string' || !/^[a-z][a-z0-9_-]{0,40}$/.test(type)) {
    return undefined;
  }
  const config = memberOf(backend, 'config');
  const address = addresses[type];
  const said = address
    ? [
        withoutCredentials(textOf(memberOf(config, address))),
        ...more(type, config),
      ]
    : [
        ...(places[type] ?? []).map(name => textOf(memberOf(config, name))),
        ...workspaces(config),
      ];
  const place = said.filter(Boolean).join('/');
  return (place ? `${type}://${place}` : type).slice(0, LONGEST);
}

function more(type: string, config: unknown): string[] {
  const name = { consul: 'path', pg: 'schema_name' }[type];
  return name ? [textOf(memberOf(config, name))] : [];
}

/** Of Terraform Cloud: a workspace by its name, or several by a prefix or tags. */
function workspaces(config: unknown): string[] {
  const workspace = memberOf(config, 'workspaces');
  const one = Array.isArray(workspace) ? workspace[0] : workspace;
  return ['project', 'name', 'prefix', 'tags'].map(name =>
    textOf(memberOf(one, name)),
  );
}

/** Without what stands before the host, and without a query: `postgres://db.internal/state`. */
function withoutCredentials(address: string): string {
  if (!URL.canParse(address)) {
    // libpq's other form: host=… dbname=… user=… password=…
    const settings = [...address.matchAll(/(host|port|dbname)=([\w.-]+)/g)];
    return settings.map(([, , value]) => value).join('/');
  }
  const { host, pathname } = new URL(address);
  return `${host}${pathname}`.replace(/\/+$/, '');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' &&
    value !== null &&
    Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function textOf(value: unknown): string {
  if (Array.isArray(value))
    return value.filter(v => typeof v === 'string').join(',');
  return typeof value === 'string'
    ? value.trim().replace(/^\/+|\/+$/g, '')
    : '';
}
