import { readFileSync } from 'fs';
import { join } from 'path';
import {
  parseTerraformPlan,
  planLimits,
  planToSend,
  readTerraformPlan,
} from './readPlan';
import { planDigest, redactPlan } from './redactPlan';

const plan = (extra: object = {}) => ({
  format_version: '1.2',
  terraform_version: '1.11.4',
  resource_changes: [],
  ...extra,
});

const resource = (name: string, change: object = {}) => ({
  address: `google_storage_bucket.${name}`,
  mode: 'managed',
  type: 'google_storage_bucket',
  name,
  provider_name: 'registry.terraform.io/hashicorp/google',
  change: { actions: ['create'], before: null, after: {}, ...change },
});

describe('parseTerraformPlan', () => {
  const text = readFileSync(
    join(__dirname, 'fixtures/sensitive/plan.json'),
    'utf8',
  );

  it('says that a plan is cut off, without quoting from it', () => {
    const cut = text.slice(0, text.indexOf('old-whole-secret') + 10);
    expect(() => parseTerraformPlan(cut)).toThrow(/cut off or damaged/);
    expect(() => parseTerraformPlan(cut)).not.toThrow(/old-whole/);
  });

  it('says that a saved binary plan must be converted', () => {
    expect(() => parseTerraformPlan('PK\u0003\u0004…')).toThrow(
      /terraform show -json/,
    );
  });

  it('refuses more text than it reads', () => {
    const huge = ' '.repeat(planLimits.characters + 1);
    expect(() => parseTerraformPlan(huge)).toThrow(/at most 64 MB/);
  });
});

describe('planToSend', () => {
  it('keeps nothing that is not read, and its digest', async () => {
    const text = JSON.stringify({
      ...JSON.parse(
        readFileSync(join(__dirname, 'fixtures/modules/plan.json'), 'utf8'),
      ),
      variables: {
        region: { value: 'eu-west-1' },
        elsewhere: { value: 'nobody-reads-it' },
        token: { value: 'made-for-this-run' },
      },
      prior_state: { values: { outputs: { x: { value: 'state-of-old' } } } },
      configuration: {
        provider_config: {
          aws: {
            name: 'aws',
            expressions: {
              region: { references: ['var.region'] },
              token: { references: ['var.token'] },
            },
          },
        },
        root_module: {
          variables: { elsewhere: { default: 'default-of-it' } },
          outputs: { x: { expression: { constant_value: 'of-an-output' } } },
        },
      },
    });
    const { plan: read, json } = planToSend(text);
    const sent = JSON.stringify(json);
    expect(sent).toContain('eu-west-1');
    for (const kept of [
      'nobody-reads-it',
      'made-for-this-run',
      'state-of-old',
      'default-of-it',
      'of-an-output',
    ]) {
      expect(sent).not.toContain(kept);
    }
    expect(await planDigest(parseTerraformPlan(sent))).toBe(
      await planDigest(read),
    );
  });
});

describe('readTerraformPlan', () => {
  it.each([
    ['an array', [], /not a Terraform plan/],
    ['nothing', null, /not a Terraform plan/],
    ['other JSON', { hello: 'world' }, /no format_version/],
    ['a state', { format_version: '1.0', values: {} }, /state, not a plan/],
    ['an unknown major', plan({ format_version: '2.0' }), /"2.0"; only.* 1 /],
    [
      'an old format',
      plan({ format_version: '0.2' }),
      /Terraform 1\.1 or newer/,
    ],
    ['an errored plan', plan({ errored: true }), /errored/],
    [
      'a malformed resource',
      plan({ resource_changes: [{ address: 'a.b' }] }),
      /malformed/,
    ],
    [
      'an unknown action',
      plan({ resource_changes: [resource('a', { actions: ['transmute'] })] }),
      /unknown action.*transmute/,
    ],
    [
      'an unknown member',
      plan({ side_effects: [{ run: 'rm -rf /' }] }),
      /The plan has the member "side_effects", which is not known here/,
    ],
    [
      'an unknown member of a resource',
      plan({ resource_changes: [{ ...resource('a'), afterwards: { x: 1 } }] }),
      /google_storage_bucket.a has the member "afterwards"/,
    ],
    [
      'an unknown member of a change',
      plan({ resource_changes: [resource('a', { hooks: ['x'] })] }),
      /google_storage_bucket.a has the member "hooks"/,
    ],
    [
      'an unknown member of an output',
      plan({ output_changes: { x: { actions: ['create'], hooks: ['x'] } } }),
      /The output "x" has the member "hooks"/,
    ],
    [
      'an unknown member of an action',
      plan({ action_invocations: [{ address: 'action.a.b', then: 'x' }] }),
      /action.a.b has the member "then"/,
    ],
    [
      'a member that JavaScript treats specially',
      JSON.parse(
        '{"format_version":"1.2","resource_changes":[],"__proto__":[1]}',
      ),
      /"__proto__"/,
    ],
    [
      'an action of the prototype',
      plan({ resource_changes: [resource('a', { actions: ['toString'] })] }),
      /unknown action/,
    ],
  ])('refuses %s', (_, json, message) => {
    expect(() => readTerraformPlan(json)).toThrow(message);
  });

  it('reads a later minor format, and every member that is known not to act', () => {
    const read = readTerraformPlan(
      plan({
        format_version: '1.9',
        variables: { a: { value: 1 } },
        prior_state: { values: {} },
        planned_values: {},
        checks: [{}],
        timestamp: '2026-11-24T21:00:00Z',
        deferred_changes: [{}],
        relevant_attributes: [{}],
        nothing_yet: [],
        resource_changes: [
          { ...resource('a', { generated_config: 'x' }), index: 0 },
        ],
      }),
    );
    expect(JSON.stringify(read)).not.toContain('variables');
    expect(read).not.toHaveProperty('prior_state');
  });

  it('refuses a value nested deeper than its limit', () => {
    let value: unknown = 'deep';
    for (let i = 0; i <= planLimits.depth; i++) value = [value];
    expect(() =>
      readTerraformPlan(
        plan({ resource_changes: [resource('a', { after: { value } })] }),
      ),
    ).toThrow(/nested more than 64/);
  });

  it('refuses more resources than its limit', () => {
    const many = Array(planLimits.resources + 1).fill(resource('a'));
    expect(() => readTerraformPlan(plan({ resource_changes: many }))).toThrow(
      /50001 entries/,
    );
  });
});

describe('a plan of 50 MB', () => {
  it('is refused before it is stored when nobody could review it', async () => {
    const after = Object.fromEntries(
      Array.from({ length: 500 }, (_, i) => [`attribute_${i}`, i]),
    );
    const changes = Array.from({ length: 201 }, (_, i) =>
      resource(`bucket_${i}`, { after }),
    );
    await expect(
      redactPlan(readTerraformPlan(plan({ resource_changes: changes }))),
    ).rejects.toThrow(/more than 100000 attributes/);
  });

  it.each([
    ['many small', 19_000, 1_800],
    ['few large', 2_000, 17_500],
  ])(
    'is read, hidden and digested in time linear in its size: %s resources',
    async (_, n, words) => {
      const changes = Array.from({ length: n }, (__, i) =>
        resource(`bucket_${i}`, {
          after: {
            password: `a-secret-of-its-own-${i}`,
            policy: `${i} `.repeat(words / String(i).length),
          },
          after_sensitive: { password: true },
        }),
      );
      const text = JSON.stringify(plan({ resource_changes: changes }));
      expect(text.length).toBeGreaterThan(35_000_000);
      const padded = `${text.slice(0, -1)},"prior_state":${JSON.stringify(
        'x'.repeat(50_000_000 - text.length),
      )}}`;

      const started = performance.now();
      const redacted = await redactPlan(parseTerraformPlan(padded));
      const seconds = (performance.now() - started) / 1000;

      expect(redacted.counts.create).toBe(n);
      expect(redacted.redactions).toBe(n);
      expect(seconds).toBeLessThan(60);
    },
    90_000,
  );
});
