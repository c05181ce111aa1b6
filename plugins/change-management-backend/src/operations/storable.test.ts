import { TestDatabases } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { z } from 'zod';
import { digestOf } from '@countersign/plugin-ledger-common';
import { operations } from '.';

jest.setTimeout(240_000);

interface JsonSchema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  pattern?: string;
  format?: string;
  description?: string;
  minimum?: number;
}

const taken = operations.flatMap(({ id, body, query }) =>
  [body, query].flatMap(schema => (schema ? [{ id, schema }] : [])),
);

/**
 * Whatever a request schema lets through reaches the ledger, which takes what RFC 8785 can write, and PostgreSQL, which
 * takes text without NUL and half characters, and times of its calendar.
 */
describe('what the schemas let through', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('can be written to the ledger', () => {
    let passed = 0;
    fc.assert(
      fc.property(requests(), ({ schema, value }) => {
        const result = schema.safeParse(value);
        if (!result.success) return;
        passed += 1;
        expect(() => digestOf(plain(result.data))).not.toThrow();
        expect(textsOf(result.data).filter(t => !isStorable(t))).toEqual([]);
      }),
      { numRuns: 4000 },
    );
    // Were nearly all refused, this would say little.
    expect(passed).toBeGreaterThan(400);
  });

  it('can be written to PostgreSQL, and is read back the same', async () => {
    const knex = await databases.init('POSTGRES_18');
    const samples = fc
      .sample(requests(), { numRuns: 2000, seed: 11 })
      .flatMap(({ schema, value }) => {
        const result = schema.safeParse(value);
        return result.success ? [plain(result.data)] : [];
      });
    const texts = [...new Set(samples.flatMap(textsOf))];
    const instants = texts.filter(text => /^\d{4}-\d\d-\d\dT.*Z$/.test(text));
    expect(instants.length).toBeGreaterThan(10);
    const { rows } = await knex.raw(
      `SELECT ?::jsonb AS json, ?::text[] AS texts, ?::timestamptz[] AS instants`,
      [JSON.stringify(samples), texts, instants],
    );
    expect(rows[0].json).toEqual(samples);
    expect(rows[0].texts).toEqual(texts);
    expect(rows[0].instants.map((at: Date) => at.toISOString())).toEqual(
      instants,
    );
  });

  it.each([
    'createChange',
    'createScheduleRule',
    'reportDeployment',
    'listChanges',
    'replayPolicies',
    'commentChange',
  ])('is something, of %s', id => {
    const passed = fc
      .sample(
        requests(operation => operation.id === id),
        {
          numRuns: 300,
          seed: 3,
        },
      )
      .filter(({ schema, value }) => schema.safeParse(value).success);
    expect(passed.length).toBeGreaterThan(5);
  });
});

/** Requests that are mostly right, with texts and times in them that may not be. */
function requests(
  of: (operation: { id: string }) => boolean = () => true,
): fc.Arbitrary<{ schema: z.ZodType; value: unknown }> {
  return fc
    .constantFrom(...taken.filter(of))
    .chain(({ schema }) =>
      valuesOf(jsonSchemaOf(schema)).map(value => ({ schema, value })),
    );
}

const schemas = new Map<z.ZodType, JsonSchema>();

function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  let found = schemas.get(schema);
  if (!found) {
    const as = (io: 'input' | 'output') =>
      z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema;
    // What is read from a comma-separated text has no schema as it comes in, but as it comes out.
    const outputs = as('output').properties ?? {};
    const input = as('input');
    found = {
      ...input,
      properties: Object.fromEntries(
        Object.entries(input.properties ?? {}).map(([key, property]) => [
          key,
          property.type || property.anyOf || property.enum
            ? property
            : outputs[key] ?? property,
        ]),
      ),
    };
    schemas.set(schema, found);
  }
  return found;
}

const oddText = fc
  .array(
    fc.constantFrom('a', 'Zoë', '日本', '😀', '"\\', '\u2028', '\ud83d', '\0'),
    { minLength: 3, maxLength: 6 },
  )
  .map(parts => parts.join(''));
const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('Raise it', 'Zoë 😀 日本\u2028') },
  { weight: 1, arbitrary: oddText },
);
const instant = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .integer({ min: 0, max: 4_000_000_000 })
      .map(seconds => new Date(seconds * 1000).toISOString()),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '22:00Z',
      '0000-12-31T00:00:00Z',
      '0001-01-01T00:00:00+01:00',
      '-000044-03-15T12:00:00Z',
      '+010000-01-01T00:00:00Z',
      '9999-12-31T23:59:59-01:00',
      '2026-W48-2T10:00Z',
      '2026-329T10:00Z',
    ),
  },
);
const window = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      { start: '0001-01-01T00:00:00Z', end: '0001-01-02T00:00:00Z' },
      { start: '2027-01-01T22:00+01:00', end: '2027-01-02T02:00+01:00' },
      { start: '9999-12-30T00:00:00Z', end: '9999-12-31T23:59:59,5Z' },
    ),
  },
  { weight: 1, arbitrary: fc.record({ start: instant, end: instant }) },
);
const predicate = text.map(value => ({
  $any: [{ 'spec.type': value }, { 'metadata.name': { $in: [value] } }],
}));

function valuesOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const { properties = {}, required = [] } = schema;
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valuesOf));
  switch (schema.type) {
    case 'string':
      return textsLike(schema);
    case 'integer':
    case 'number':
      return fc.integer({ min: Math.max(schema.minimum ?? 0, 0), max: 50 });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}), {
        minLength: 1,
        maxLength: 2,
      });
    case 'object':
      if (schema.description?.includes('filter predicate')) {
        return schema.description.includes('change.type')
          ? predicate.map(of => ({ items: { $contains: of } }))
          : predicate;
      }
      return members(properties, required);
    default:
      return text;
  }
}

function members(
  properties: Record<string, JsonSchema>,
  required: readonly string[],
): fc.Arbitrary<unknown> {
  const names = Object.keys(properties);
  const period = names.includes('start') && names.includes('end');
  if (period && names.length === 2) return window;
  const some = fc.record(
    Object.fromEntries(
      names.map(name => [
        name,
        required.includes(name)
          ? valuesOf(properties[name])
          : fc.option(valuesOf(properties[name]), { nil: undefined, freq: 1 }),
      ]),
    ),
  );
  const withPeriod = period
    ? fc.tuple(some, window).map(([all, times]) => ({ ...all, ...times }))
    : some;
  // What is left out is not there, as in JSON.
  return fc
    .tuple(withPeriod, fc.infiniteStream(fc.nat({ max: 9 })))
    .map(([all, dice]) =>
      Object.fromEntries(
        Object.entries(all).filter(
          ([name, value]) =>
            value !== undefined &&
            (required.includes(name) || Number(dice.next().value) < 3),
        ),
      ),
    );
}

function textsLike({ format, pattern }: JsonSchema): fc.Arbitrary<unknown> {
  if (format === 'date-time') return instant;
  if (format === 'uri') return text.map(part => `https://example.com/${part}`);
  if (format === 'uuid') {
    return fc.constant('9b2f3a1c-5d6e-4f70-8a9b-0c1d2e3f4a5b');
  }
  if (!pattern) return text;
  const examples = [
    'user:default/dana',
    'component:default/api',
    'external:ci',
    'CHG0000042',
    `sha256:${'0'.repeat(64)}`,
    'a'.repeat(40),
    'production',
  ].filter(example => new RegExp(pattern).test(example));
  if (!examples.length) throw new Error(`No example matches ${pattern}`);
  return fc.constantFrom(...examples);
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, member]) => [
        key,
        ...textsOf(member),
      ])
    : [];
}

function isStorable(value: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(value);
}
