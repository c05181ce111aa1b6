import {
  exactJson,
  parseExactJson,
} from '@countersign/plugin-governance-common';
import { parseTerraformPlan, readTerraformPlan } from './readPlan';
import { planDigest, redactPlan } from './redactPlan';

const bucket = {
  address: 'aws_s3_bucket.a',
  mode: 'managed',
  type: 'aws_s3_bucket',
  name: 'a',
  provider_name: 'registry.terraform.io/hashicorp/aws',
};

const created = (after: object, more: object = {}) => ({
  ...bucket,
  change: { actions: ['create'], before: null, after, ...more },
});

const planOf = (extra: object = {}) => ({
  format_version: '1.2',
  terraform_version: '1.14.0',
  resource_changes: [created({ bucket: 'exports' })],
  ...extra,
});

const digest = (json: unknown) => planDigest(readTerraformPlan(json));

/** How many of the plans have a digest that none before has. */
async function distinct(plans: unknown[]): Promise<number> {
  return new Set(await Promise.all(plans.map(digest))).size;
}

const invocation = (more: object = {}) => ({
  address: 'action.aws_lambda_invoke.warm_up',
  type: 'aws_lambda_invoke',
  name: 'warm_up',
  provider_name: 'registry.terraform.io/hashicorp/aws',
  config_values: { function_name: 'warm-up', payload: 'pa55word-of-it' },
  config_sensitive: { payload: true },
  config_unknown: { qualifier: true },
  lifecycle_action_trigger: {
    triggering_resource_address: 'aws_s3_bucket.a',
    action_trigger_event: 'AfterCreate',
    action_trigger_block_index: 0,
    actions_list_index: 0,
    on_failure: 'continue',
  },
  ...more,
});

describe('actions that a plan invokes', () => {
  it('are in the digest, with all that they are invoked with', async () => {
    const { lifecycle_action_trigger: trigger } = invocation();
    const plans = [
      planOf(),
      ...[
        {},
        {
          config_values: { function_name: 'purge', payload: 'pa55word-of-it' },
        },
        { config_values: { function_name: 'warm-up', payload: 'another' } },
        { lifecycle_action_trigger: { ...trigger, on_failure: 'halt' } },
        { lifecycle_action_trigger: { ...trigger, actions_list_index: 1 } },
        { lifecycle_action_trigger: undefined, invoke_action_trigger: {} },
      ].map(more => planOf({ action_invocations: [invocation(more)] })),
      planOf({ action_invocations: [invocation(), invocation()] }),
      planOf({
        deferred_action_invocations: [
          { reason: 'deferred_prereq', action_invocation: invocation() },
        ],
      }),
    ];
    expect(await distinct(plans)).toBe(plans.length);
  });

  it('are shown, counted and mapped, and their secrets are not', async () => {
    const plan = await redactPlan(
      readTerraformPlan({
        format_version: '1.2',
        action_invocations: [invocation()],
        deferred_action_invocations: [
          { reason: 'deferred_prereq', action_invocation: invocation() },
        ],
      }),
      { entities: new Map([['aws_s3_bucket.a', 'resource:default/exports']]) },
    );
    expect(plan.counts).toMatchObject({ create: 0, invoke: 1 });
    expect(plan.unmapped).toEqual([]);
    expect(plan.actions).toMatchObject([
      {
        address: 'action.aws_lambda_invoke.warm_up',
        trigger: {
          resource: 'aws_s3_bucket.a',
          event: 'AfterCreate',
          onFailure: 'continue',
        },
        entityRef: 'resource:default/exports',
        attributes: [
          { path: 'function_name', after: '"warm-up"' },
          { path: 'payload', sensitive: true },
          { path: 'qualifier', unknown: true },
        ],
      },
      { deferred: 'deferred_prereq' },
    ]);
    expect(JSON.stringify(plan)).not.toContain('pa55word-of-it');
  });

  it('count as unmapped by their own address when nothing sets them off', async () => {
    const alone = invocation({
      lifecycle_action_trigger: undefined,
      invoke_action_trigger: {},
    });
    const plan = await redactPlan(
      readTerraformPlan(planOf({ action_invocations: [alone] })),
    );
    expect(plan.unmapped).toContain('action.aws_lambda_invoke.warm_up');
  });
});

describe('where a plan is applied, as far as it says so', () => {
  const provider = (expressions: object, more: object = {}) => ({
    name: 'aws',
    full_name: 'registry.terraform.io/hashicorp/aws',
    version_constraint: '~> 5.0',
    expressions,
    ...more,
  });
  const constant = (value: unknown) => ({ constant_value: value });
  const configured = (
    providers: object,
    more: { key?: string; variables?: object } = {},
  ) =>
    planOf({
      variables: more.variables,
      configuration: {
        provider_config: providers,
        root_module: {
          resources: [
            {
              address: 'aws_s3_bucket.a',
              provider_config_key: more.key ?? 'aws',
              expressions: { bucket: constant('exports') },
            },
          ],
        },
      },
    });
  const eu = provider({
    region: constant('eu-west-1'),
    secret_key: constant('account-one'),
  });

  it('is in the digest: arguments of providers, constant ones and secrets', async () => {
    const plans = [
      configured({ aws: eu }),
      configured({
        aws: provider({
          region: constant('us-east-1'),
          secret_key: constant('account-one'),
        }),
      }),
      configured({
        aws: provider({
          region: constant('eu-west-1'),
          secret_key: constant('account-two'),
        }),
      }),
      configured({
        aws: provider({
          region: constant('eu-west-1'),
          assume_role: [{ role_arn: constant('arn:aws:iam::2:role/x') }],
        }),
      }),
    ];
    expect(await distinct(plans)).toBe(plans.length);
  });

  it('is in the digest: which of two configurations runs the resource', async () => {
    const both = {
      'aws.eu': provider({ region: constant('eu-west-1') }, { alias: 'eu' }),
      'aws.us': provider({ region: constant('us-east-1') }, { alias: 'us' }),
    };
    const plans = [
      configured(both, { key: 'aws.eu' }),
      configured(both, { key: 'aws.us' }),
    ];
    expect(await distinct(plans)).toBe(plans.length);
  });

  it('is in the digest: what variables of a provider say, but for credentials', async () => {
    const referring = {
      aws: provider({
        region: { references: ['var.region'] },
        token: { references: ['var.token'] },
      }),
    };
    const by = (region: string, token: string) =>
      configured(referring, {
        variables: {
          region: { value: region },
          token: { value: token },
          unread: { value: token },
        },
      });
    const plans = [by('eu-west-1', 'run-1'), by('us-east-1', 'run-1')];
    expect(await distinct(plans)).toBe(plans.length);
    expect(await digest(by('eu-west-1', 'run-2'))).toBe(
      await digest(by('eu-west-1', 'run-1')),
    );
  });

  it('is in the digest: the identity of what is there', async () => {
    const of = (account: string) =>
      planOf({
        resource_changes: [
          created(
            { bucket: 'exports' },
            { after_identity: { account_id: account } },
          ),
        ],
      });
    const plans = [planOf(), of('1'), of('2')];
    expect(await distinct(plans)).toBe(plans.length);
  });

  it('does not depend on versions, on order or on a provider without arguments', async () => {
    const a = configured({
      aws: provider({ region: { references: ['var.a', 'var.b'] } }),
    });
    const b = configured({
      random: { name: 'random', full_name: 'registry/hashicorp/random' },
      aws: provider(
        { region: { references: ['var.b', 'var.a'] } },
        { version_constraint: '~> 6.0' },
      ),
    });
    expect(await digest(b)).toBe(await digest(a));
  });
});

describe('numbers in a plan', () => {
  const withNumber = (number: string) =>
    `{"format_version":"1.2","resource_changes":[${JSON.stringify(
      created({ quota: 'QUOTA' }),
    ).replace('"QUOTA"', number)}]}`;

  it.each(['9007199254740993', '1e400', '123456789012345678901.5'])(
    'are hashed and shown as they are: %s',
    async number => {
      const plan = parseTerraformPlan(withNumber(number));
      expect((await redactPlan(plan)).resources[0].attributes).toEqual([
        expect.objectContaining({ path: 'quota', after: number }),
      ]);
      const others = ['9007199254740992', '1e401', '123456789012345678901.6'];
      for (const other of others) {
        expect(
          await planDigest(parseTerraformPlan(withNumber(other))),
        ).not.toBe(await planDigest(plan));
      }
    },
  );

  it('are the same when they say the same', async () => {
    const ways = ['100', '100.0', '1e2'];
    const digests = await Promise.all(
      ways.map(way => planDigest(parseTerraformPlan(withNumber(way)))),
    );
    expect(new Set(digests).size).toBe(1);
    const unchanged = parseTerraformPlan(
      '{"format_version":"1.2","resource_changes":[{"address":"a.b","type":"a","name":"b","change":{"actions":["update"],"before":{"n":9007199254740993},"after":{"n":9007199254740993.0}}}]}',
    );
    expect((await redactPlan(unchanged)).resources[0].attributes).toEqual([]);
  });
});

describe('names that JavaScript treats specially', () => {
  const names = ['__proto__', 'constructor', 'toString', 'toJSON'];
  const textOf = (json: unknown, name: string) =>
    exactJson(json)!.replaceAll('NAME', name);
  const output = (after: string) =>
    planOf({ output_changes: { NAME: { actions: ['create'], after } } });
  const attribute = (value: unknown, sensitive?: boolean) =>
    planOf({
      resource_changes: [
        created({ NAME: value }, { after_sensitive: { NAME: sensitive } }),
      ],
    });
  const read = (text: string) => readTerraformPlan(parseExactJson(text));

  it.each(names)('are counted and shown like any other: %s', async name => {
    const plans = [
      output('a'),
      output('b'),
      attribute('a'),
      attribute({ b: 1 }),
    ];
    const digests = await Promise.all(
      [planOf(), ...plans].map(json => planDigest(read(textOf(json, name)))),
    );
    expect(new Set(digests).size).toBe(5);
    const shown = await redactPlan(read(textOf(output('a'), name)));
    expect(shown.outputs).toEqual([
      { name, action: 'create', sensitive: false },
    ]);
    const attributes = await redactPlan(read(textOf(attribute('a'), name)));
    expect(attributes.resources[0].attributes).toMatchObject([
      { path: name, after: '"a"', sensitive: false },
    ]);
    const hidden = await redactPlan(read(textOf(attribute('a', true), name)));
    expect(hidden.resources[0].attributes).toMatchObject([
      { path: name, sensitive: true },
    ]);
  });
});

describe('a plan that only imports or moves', () => {
  it.each([
    ['import', { change: { importing: { id: 'only-id' } } }],
    ['move', { previous_address: 'aws_s3_bucket.old' }],
  ])('says so: %s', async (what, more) => {
    const { change = {}, ...resource } = more as { change?: object };
    const plan = await redactPlan(
      readTerraformPlan(
        planOf({
          resource_changes: [
            {
              ...bucket,
              ...resource,
              change: { actions: ['no-op'], before: {}, after: {}, ...change },
            },
          ],
        }),
      ),
    );
    expect(plan.counts).toMatchObject({ create: 0, [what]: 1 });
    expect(plan.resources).toHaveLength(1);
  });
});
