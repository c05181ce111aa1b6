import fc from 'fast-check';
import { readTerraformPlan } from './readPlan';
import { planDigest, redactPlan } from './redactPlan';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A secret that cannot turn up by chance. */
const secretText = fc
  .tuple(
    fc.constantFrom('', 'ä', '"', '\\', '\n', '<b>'),
    fc.string({
      unit: fc.constantFrom(...'0123456789abcdef'),
      minLength: 12,
      maxLength: 24,
    }),
  )
  .map(([odd, hex]) => `S3CR3T${odd}${hex}`);

const keys = fc.constantFrom(
  'name',
  'tier',
  'a b',
  'input',
  'auth',
  '__proto__',
);
const plain: fc.Arbitrary<Json> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.string({ maxLength: 10 }),
);

/** A value, the sensitivity map of a random shape that belongs to it, and the secrets it marks. */
interface Marked {
  value: Json;
  sensitive: Json;
  secrets: string[];
}

const { marked } = fc.letrec<{ marked: Marked; hidden: Marked }>(tie => ({
  /** Below a mark everything is secret, whatever its shape. */
  hidden: fc.oneof(
    { maxDepth: 2 },
    secretText.map(text => ({
      value: text,
      sensitive: true,
      secrets: [text],
    })),
    fc.array(tie('hidden'), { maxLength: 3 }).map(parts => ({
      value: parts.map(p => p.value),
      sensitive: true,
      secrets: parts.flatMap(p => p.secrets),
    })),
    fc.dictionary(keys, tie('hidden'), { maxKeys: 3 }).map(parts => ({
      value: Object.fromEntries(
        Object.entries(parts).map(([k, p]) => [k, p.value]),
      ),
      sensitive: true,
      secrets: Object.values(parts).flatMap(p => p.secrets),
    })),
  ),
  marked: fc.oneof(
    { maxDepth: 3 },
    plain.map(value => ({ value, sensitive: false, secrets: [] })),
    plain.map(value => ({ value, sensitive: {}, secrets: [] })),
    tie('hidden'),
    fc.array(tie('marked'), { maxLength: 4 }).map(parts => ({
      value: parts.map(p => p.value),
      sensitive: parts.map(p => p.sensitive),
      secrets: parts.flatMap(p => p.secrets),
    })),
    fc.dictionary(keys, tie('marked'), { maxKeys: 4 }).map(parts => ({
      value: Object.fromEntries(
        Object.entries(parts).map(([k, p]) => [k, p.value]),
      ),
      sensitive: Object.fromEntries(
        Object.entries(parts)
          .filter(([, p]) => p.sensitive !== false)
          .map(([k, p]) => [k, p.sensitive]),
      ),
      secrets: Object.values(parts).flatMap(p => p.secrets),
    })),
  ),
}));

const attributes = fc
  .dictionary(keys, marked, { minKeys: 1, maxKeys: 4 })
  .map(parts => ({
    value: Object.fromEntries(
      Object.entries(parts).map(([k, p]) => [k, p.value]),
    ),
    sensitive: Object.fromEntries(
      Object.entries(parts).map(([k, p]) => [k, p.sensitive]),
    ),
    secrets: Object.values(parts).flatMap(p => p.secrets),
  }));

const resource = fc
  .record({
    name: fc.stringMatching(/^[a-z]{1,8}$/),
    actions: fc.constantFrom(
      ['create'],
      ['update'],
      ['delete', 'create'],
      ['delete'],
    ),
    before: attributes,
    after: attributes,
  })
  .map(({ name, actions, before, after }) => ({
    secrets: [...before.secrets, ...after.secrets],
    json: {
      address: `terraform_data.${name}`,
      mode: 'managed',
      type: 'terraform_data',
      name,
      provider_name: 'terraform.io/builtin/terraform',
      change: {
        actions,
        before: before.value as Json,
        after: after.value as Json,
        after_unknown: {},
        before_sensitive: before.sensitive as Json,
        after_sensitive: after.sensitive as Json,
      },
    },
  }));

const resources = fc.uniqueArray(resource, {
  selector: r => r.json.address,
  minLength: 1,
  maxLength: 4,
});

const planOf = (changes: unknown[], extra: object = {}) => ({
  format_version: '1.2',
  terraform_version: '1.11.4',
  timestamp: '2026-11-24T21:00:00Z',
  resource_changes: changes,
  ...extra,
});

const digest = (json: unknown) => planDigest(readTerraformPlan(json));

/** The same JSON with the keys of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([k, v]) => [k, reversed(v)]),
  );
}

/** Every secret as it would stand within JSON text. */
const inJson = (secret: string) => JSON.stringify(secret).slice(1, -1);

describe('what is stored of any plan', () => {
  it('holds no value that is marked as sensitive, nor a text that repeats one', async () => {
    await fc.assert(
      fc.asyncProperty(resources, async changes => {
        const secrets = changes.flatMap(c => c.secrets);
        // A resource in which terraform lost the marks, alone and within a longer text.
        const unmarked = {
          ...changes[0].json,
          address: 'terraform_data.unmarked',
          change: {
            actions: ['create'],
            before: null,
            after: {
              same: secrets,
              longer: secrets.map(s => `prefix ${s} suffix`),
            },
            after_unknown: {},
            before_sensitive: false,
            after_sensitive: {},
          },
        };
        const stored = JSON.stringify(
          await redactPlan(
            readTerraformPlan(
              planOf([...changes.map(c => c.json), unmarked], {
                resource_drift: changes.map(c => c.json),
                variables: { password: { value: secrets.join() } },
                prior_state: { values: secrets },
              }),
            ),
          ),
        );
        for (const secret of secrets) {
          expect(stored).not.toContain(inJson(secret));
          expect(stored).not.toContain(secret.slice(-12));
        }
      }),
      { numRuns: 20 },
    );
  }, 240_000);
});

describe('the digest of any plan', () => {
  it('depends neither on the order of keys and resources nor on what is volatile', async () => {
    await fc.assert(
      fc.asyncProperty(resources, async changes => {
        const json = changes.map(c => c.json);
        const other = planOf([...json].reverse(), {
          timestamp: '2031-01-01T00:00:00Z',
          terraform_version: '1.99.0',
          variables: { x: { value: 'y' } },
          prior_state: { format_version: '1.0' },
          errored: false,
          relevant_attributes: [{ resource: 'a.b', attribute: ['id'] }],
          planned_values: { root_module: {} },
          deferred_changes: [{ reason: 'unknown' }],
        });
        expect(await digest(reversed(other))).toBe(await digest(planOf(json)));
      }),
      { numRuns: 20 },
    );
  }, 240_000);

  it('ignores no-ops and reads', async () => {
    const idle = (actions: string[]) => ({
      address: 'data.google_project.current',
      mode: 'data',
      type: 'google_project',
      name: 'current',
      change: { actions, before: null, after: { number: '1' } },
    });
    await fc.assert(
      fc.asyncProperty(resources, async changes => {
        const json = changes.map(c => c.json);
        expect(
          await digest(planOf([idle(['read']), ...json, idle(['no-op'])])),
        ).toBe(await digest(planOf(json)));
      }),
      { numRuns: 10 },
    );
  }, 240_000);

  it('changes with any one value, a secret one too', async () => {
    await fc.assert(
      fc.asyncProperty(resources, fc.nat(), async (changes, pick) => {
        const json = changes.map(c => c.json);
        const copy = structuredClone(json);
        const spots = leaves(copy.map(c => [c.change.before, c.change.after]));
        fc.pre(spots.length > 0);
        const spot = spots[pick % spots.length];
        spot.holder[spot.key] =
          typeof spot.value === 'string' ? `${spot.value}!` : 'other';
        expect(await digest(planOf(copy))).not.toBe(await digest(planOf(json)));
      }),
      { numRuns: 12 },
    );
  }, 240_000);

  it('changes with the address, the action and what forces a replacement', async () => {
    const [{ json }] = fc.sample(resource, { numRuns: 1, seed: 7 });
    const variants = [
      json,
      { ...json, address: 'terraform_data.elsewhere' },
      { ...json, previous_address: 'terraform_data.before' },
      { ...json, provider_name: 'example.com/other/provider' },
      { ...json, change: { ...json.change, actions: ['forget'] } },
      { ...json, change: { ...json.change, replace_paths: [['input']] } },
      { ...json, change: { ...json.change, after_unknown: { id: true } } },
    ];
    const digests = await Promise.all(variants.map(v => digest(planOf([v]))));
    expect(new Set(digests).size).toBe(variants.length);
  });

  it('tells a secret from a text that reads like the marker', async () => {
    const plan = (sensitive: boolean) =>
      planOf([
        {
          address: 'terraform_data.a',
          mode: 'managed',
          type: 'terraform_data',
          name: 'a',
          change: {
            actions: ['create'],
            before: null,
            after: { input: '(sensitive value)' },
            after_sensitive: { input: sensitive },
          },
        },
      ]);
    expect(await digest(plan(true))).not.toBe(await digest(plan(false)));
  });
});

interface Spot {
  holder: Record<string | number, unknown>;
  key: string;
  value: unknown;
}

function leaves(holder: object): Spot[] {
  return Object.entries(holder).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? leaves(value)
      : [{ holder: holder as Spot['holder'], key, value }],
  );
}
