import { stringify } from 'yaml';
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
  deprecated?: string | boolean;
  examples?: unknown[];
}

export interface Setting {
  path: string;
  type: string;
  isSecret: boolean;
  isRequired: boolean;
  default: string;
  /** As they are written in a file of configuration. */
  examples: string[];
  /** It has no example, nor has what it is part of, and its type does not say what to write. */
  lacksExample: boolean;
  description: string;
}

const units = [
  ...['years', 'months', 'weeks', 'days'],
  ...['hours', 'minutes', 'seconds', 'milliseconds'],
];

/** What Backstage has a type for: its parts are told once, and not with each setting. */
function knownType(schema: ConfigurationSchema): string | undefined {
  const [members] = [schema, ...alternativesOf(schema)]
    .map(({ properties }) => Object.keys(properties ?? {}))
    .filter(({ length }) => length > 0);
  if (!members) return undefined;
  if (members.every(name => units.includes(name))) {
    return members.length === units.length
      ? 'duration'
      : `duration in ${members.join(' and ')}`;
  }
  return members.includes('frequency') && members.includes('timeout')
    ? 'schedule'
    : undefined;
}

function alternativesOf({ anyOf, oneOf }: ConfigurationSchema) {
  return anyOf ?? oneOf ?? [];
}

function typeOf(schema: ConfigurationSchema): string {
  const known = knownType(schema);
  if (known) return known;
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
  inherited: {
    isSecret?: boolean;
    isRequired?: boolean;
    hasExample?: boolean;
  } = {},
): Setting[] {
  const hasExample = inherited.hasExample || Boolean(schema.examples);
  const isSecret =
    inherited.isSecret ||
    schema.visibility === 'secret' ||
    schema.deepVisibility === 'secret';
  const isSecretBelow =
    inherited.isSecret || schema.deepVisibility === 'secret';
  const parts = knownType(schema) ? [] : [schema, ...alternativesOf(schema)];
  const below = parts.flatMap(each => [
    ...Object.entries(each.properties ?? {}).flatMap(([name, own]) =>
      settingsOf(own, path ? `${path}.${name}` : name, {
        isSecret: isSecretBelow,
        isRequired: each.required?.includes(name),
        hasExample,
      }),
    ),
    ...(each.items
      ? membersOf(each.items, `${path}[]`, {
          isSecret: isSecretBelow,
          hasExample,
        })
      : []),
    ...(typeof each.additionalProperties === 'object'
      ? settingsOf(each.additionalProperties, `${path}.<name>`, {
          isSecret: isSecretBelow,
          hasExample,
        })
      : []),
  ]);
  const [said, usual] = withoutDefault(schema.description ?? '');
  const description = [
    said,
    schema.deprecated !== undefined && `Deprecated. ${schema.deprecated}`,
  ]
    .filter(Boolean)
    .join(' ');
  const type = below.length && !schema.items ? 'object' : typeOf(schema);
  // What only holds others is told where it says something of its own.
  const saysSomething = description || usual || schema.examples;
  if (!path || (below.length && !saysSomething)) return below;
  return [
    {
      path,
      type,
      isSecret,
      isRequired: Boolean(inherited.isRequired),
      default: usual,
      examples: (schema.examples ?? []).map(inYaml),
      lacksExample:
        !hasExample &&
        !below.length &&
        schema.deprecated === undefined &&
        !saysItAll(schema, type, usual),
      description,
    },
    ...below,
  ];
}

/** A choice, a switch, and a number of which the usual one is told. */
function saysItAll(
  { enum: choices, const: only, items }: ConfigurationSchema,
  type: string,
  usual: string,
): boolean {
  return (
    choices !== undefined ||
    only !== undefined ||
    items?.enum !== undefined ||
    type === 'boolean' ||
    (type === 'number' && usual !== '')
  );
}

function inYaml(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
}

/** What the members of a list hold; a member that is one value is told by its list. */
function membersOf(
  items: ConfigurationSchema,
  path: string,
  inherited: { isSecret: boolean; hasExample: boolean },
): Setting[] {
  return settingsOf(
    { ...items, description: undefined },
    path,
    inherited,
  ).filter(setting => setting.path !== path);
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
    'Every setting of the family, by the package that reads it. A setting without a default that is not required may be left out. What is secret is blanked out in the log, and belongs in a variable: `${NAME}` reads the environment. A duration is written `{ minutes: 5 }`, where no units are named `5m` or `PT5M` too; a schedule is [that of Backstage](https://backstage.io/docs/backend-system/core-services/scheduler).',
    packages.map(({ name, schema }) => ({
      title: name,
      text: table(
        ['Setting', 'Type', 'Default', 'Example', 'What it says'],
        settingsOf(schema).map(setting => [
          code(setting.path),
          setting.isSecret ? `${setting.type}, **secret**` : setting.type,
          setting.isRequired ? 'required' : setting.default,
          setting.examples.map(code).join(' or '),
          setting.description,
        ]),
      ),
    })),
  );
}
