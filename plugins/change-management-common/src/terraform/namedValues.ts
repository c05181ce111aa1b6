import { isSecretName } from '@countersign/plugin-governance-common';

/** What names a value beside it: environment variables of containers and functions, headers, parameters, settings. */
const namings = new Set([
  'name',
  'key',
  'variable',
  'variable_name',
  'env_name',
  'env_var',
  'parameter_name',
  'option_name',
  'header',
  'header_name',
  'field',
  'field_name',
  'setting',
  'setting_name',
  'property',
  'property_name',
  'attribute',
  'label',
  'id',
]);

/** Where the value stands that is named. */
const named = new Set([
  'value',
  'values',
  'val',
  'default',
  'default_value',
  'string_value',
  'text',
  'content',
  'contents',
  'data',
  'plaintext',
  'plain_text',
  'parameter_value',
  'option_value',
  'header_value',
  'setting_value',
  'field_value',
  'property_value',
  'env_value',
]);

type Role = 'naming' | 'named' | undefined;

/** Keys seen before: a large plan repeats few keys very often. */
const roles = new Map<string, Role>();
const MOST_ROLES = 10_000;

function roleOf(key: string): Role {
  if (roles.has(key)) return roles.get(key);
  const snake = key.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  const naming = namings.has(snake) ? 'naming' : undefined;
  const role = named.has(snake) ? 'named' : naming;
  if (roles.size < MOST_ROLES) roles.set(key, role);
  return role;
}

const none: ReadonlySet<string> = new Set();

/** The members of an object that hold a secret by the name that stands beside them: `{ name: DB_PASSWORD, value: … }`. */
export function namedValues(value: object): ReadonlySet<string> {
  const entries = Object.entries(value);
  const isNamedSecret = entries.some(
    ([key, name]) =>
      typeof name === 'string' &&
      roleOf(key) === 'naming' &&
      isSecretName(name),
  );
  if (!isNamedSecret) return none;
  return new Set(
    entries.map(([key]) => key).filter(key => roleOf(key) === 'named'),
  );
}

/** Whether the value after an option is a secret, as in `["--password", …]`. */
export function isSecretOption(option: unknown): boolean {
  return (
    typeof option === 'string' &&
    /^--?[A-Za-z][\w-]*$/.test(option) &&
    isSecretName(option.replace(/^--?/, ''))
  );
}
