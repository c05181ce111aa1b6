import { code, page, table } from './markdown';

/** The part of a JSON schema of configuration that a reader needs. */
export interface ConfigurationSchema {
  type?: string | string[];
  description?: string;
  properties?: Record<string, ConfigurationSchema>;
  additionalProperties?: boolean | ConfigurationSchema;
  items?: ConfigurationSchema;
  required?: string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: ConfigurationSchema[];
  oneOf?: ConfigurationSchema[];
  visibility?: string;
  deepVisibility?: string;
}

export interface Setting {
  path: string;
  type: string;
  isSecret: boolean;
  isRequired: boolean;
  default: string;
  description: string;
}

const alternativesOf = ({ anyOf, oneOf }: ConfigurationSchema) =>
  anyOf ?? oneOf ?? [];

function typeOf(schema: ConfigurationSchema): string {
  if (schema.enum) return schema.enum.map(each => String(each)).join(', ');
  if (schema.const !== undefined) return String(schema.const);
  if (schema.items) {
    const each = typeOf(schema.items);
    return each ? `list of ${each}` : 'list';
  }
  const alternatives = alternativesOf(schema).map(typeOf);
  if (alternatives.length) return [...new Set(alternatives)].join(' or ');
  return [schema.type ?? 'any'].flat().join(' or ');
}

/** The sentence of a description that says what holds where nothing is set. */
function withoutDefault(description: string): [text: string, usual: string] {
  const [, before, usual] = /^(.*?)\s*Default: (.+)$/s.exec(description) ?? [];
  return usual === undefined
    ? [description, '']
    : [before, usual.replace(/\.\s*$/, '')];
}

/** Every setting of a schema, those of objects and lists by their path, in the order of the file that says them. */
export function settingsOf(
  schema: ConfigurationSchema,
  path = '',
  inherited: { isSecret?: boolean; isRequired?: boolean } = {},
): Setting[] {
  const isSecret =
    inherited.isSecret ||
    schema.visibility === 'secret' ||
    schema.deepVisibility === 'secret';
  const isSecretBelow =
    inherited.isSecret || schema.deepVisibility === 'secret';
  const below = [schema, ...alternativesOf(schema)].flatMap(each => [
    ...Object.entries(each.properties ?? {}).flatMap(([name, own]) =>
      settingsOf(own, path ? `${path}.${name}` : name, {
        isSecret: isSecretBelow,
        isRequired: each.required?.includes(name),
      }),
    ),
    ...(each.items ? membersOf(each.items, `${path}[]`, isSecretBelow) : []),
    ...(typeof each.additionalProperties === 'object'
      ? settingsOf(each.additionalProperties, `${path}.<name>`, {
          isSecret: isSecretBelow,
        })
      : []),
  ]);
  const [description, usual] = withoutDefault(schema.description ?? '');
  // What only holds others is told where it says something of its own.
  if (!path || (below.length && !description && !usual)) return below;
  return [
    {
      path,
      type: below.length && !schema.items ? 'object' : typeOf(schema),
      isSecret,
      isRequired: Boolean(inherited.isRequired),
      default: usual,
      description,
    },
    ...below,
  ];
}

/** What the members of a list hold; a member that is one value is told by its list. */
function membersOf(
  items: ConfigurationSchema,
  path: string,
  isSecret: boolean,
): Setting[] {
  return settingsOf({ ...items, description: undefined }, path, {
    isSecret,
  }).filter(setting => setting.path !== path);
}

/**
 * The page of every setting.
 *
 * @param packages - of each package that has any, its name and the schema that its `config.d.ts` is
 */
export function configurationPage(
  packages: readonly { name: string; schema: ConfigurationSchema }[],
): string {
  return page(
    'Configuration',
    'Every setting of the family, by the package that reads it. A setting without a default that is not required may be left out. Secrets belong in a file or a variable: `${NAME}` reads the environment.',
    packages.map(({ name, schema }) => ({
      title: name,
      text: table(
        ['Setting', 'Type', 'Default', 'What it says'],
        settingsOf(schema).map(setting => [
          code(setting.path),
          setting.type,
          setting.isRequired ? 'required' : setting.default,
          [setting.description, setting.isSecret && 'Secret.']
            .filter(Boolean)
            .join(' '),
        ]),
      ),
    })),
  );
}
