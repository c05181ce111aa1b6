import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import changeManagementPlugin from '@countersign/plugin-change-management-backend';
import errorBudget from '@countersign/plugin-change-management-backend-module-error-budget';
import {
  ChangeDetail,
  ChangeManagementClient,
  changeStories,
  changeStory,
} from '@countersign/plugin-change-management-common';
import {
  Derivation,
  ProvenBeside,
  provenIn,
  storiesIn,
} from '@countersign/plugin-governance-common';
import {
  eventually,
  signingKey,
  startTestPortal,
  testEntity,
  TestPortal,
  useForAllTests,
} from '@countersign/plugin-governance-test-utils';
import serviceLevelsPlugin from '@countersign/plugin-service-levels-backend';
import { serviceLevelSourcesExtensionPoint } from '@countersign/plugin-service-levels-node';
import { verifyBundle } from '@countersign/plugin-ledger-common';
import {
  ErrorBudgetClient,
  errorBudgetDerivation,
  errorBudgetPolicyStories,
  objectiveStories,
  ServiceLevelsClient,
} from '@countersign/plugin-service-levels-common';

jest.setTimeout(120_000);

const dana = 'user:default/dana';
const ada = 'user:default/ada';
const owen = 'user:default/owen';
const database = 'resource:default/orders-db';
const checkout = 'component:default/checkout';
const commit = 'c0ffee'.padEnd(40, '0');

const openSlo = (name: string, kind: string, text: string) => ({
  ...testEntity(kind, name, {
    annotations: {
      'countersign.dev/openslo-text': text,
      'countersign.dev/openslo-file': `slo/${name}.yaml`,
      'countersign.dev/openslo-line': '1',
    },
  }),
  apiVersion: 'openslo/v1',
});

const entities = [
  testEntity('Group', 'checkout', { spec: { type: 'team' } }),
  testEntity('Group', 'approvers', { spec: { type: 'team' } }),
  testEntity('User', 'dana', {
    relations: [['memberOf', 'group:default/data']],
  }),
  testEntity('User', 'ada', {
    relations: [['memberOf', 'group:default/approvers']],
  }),
  testEntity('User', 'owen', {
    relations: [['memberOf', 'group:default/checkout']],
  }),
  testEntity('Component', 'checkout', {
    spec: { type: 'service', owner: 'group:default/checkout' },
    relations: [
      ['ownedBy', 'group:default/checkout'],
      ['dependsOn', database],
    ],
  }),
  testEntity('Resource', 'orders-db', {
    spec: { type: 'database', owner: 'group:default/checkout' },
    relations: [
      ['ownedBy', 'group:default/checkout'],
      ['dependencyOf', checkout],
    ],
  }),
  openSlo(
    'metrics',
    'DataSource',
    'apiVersion: openslo/v1\nkind: DataSource\nmetadata: { name: metrics }\nspec: { type: openmetrics }\n',
  ),
  openSlo(
    'pay',
    'SLO',
    `apiVersion: openslo/v1
kind: SLO
metadata: { name: pay, displayName: Payments go through }
spec:
  service: checkout
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 30d, isRolling: true }]
  objectives: [{ target: 0.999 }]
  indicator:
    metadata: { name: pay }
    spec:
      ratioMetric:
        counter: true
        bad: { metricSource: { metricSourceRef: metrics, spec: { query: bad } } }
        total: { metricSource: { metricSourceRef: metrics, spec: { query: total } } }
`,
  ),
];

const config: JsonObject = {
  ledger: { signingKey },
  changeManagement: {
    approvalPolicies: [
      { name: 'default', require: [{ group: 'group:default/approvers' }] },
    ],
  },
  serviceLevels: {
    evaluate: false,
    errorBudget: {
      policies: [
        {
          name: 'Spent',
          match: { 'change.environment': 'production' },
          when: { leftAtMost: 0 },
          allow: 'reliability',
        },
        {
          name: 'Burning',
          match: { 'budget.state': 'burning' },
          require: [{ ownersOf: 'objective' }],
        },
      ],
      whenUnavailable: { allow: 'reliability' },
    },
  },
};

const source = createBackendModule({
  pluginId: 'service-levels',
  moduleId: 'metrics',
  register(env) {
    env.registerInit({
      deps: { sources: serviceLevelSourcesExtensionPoint },
      async init({ sources }) {
        sources.addSource({
          name: 'metrics',
          interval: 15_000,
          check: () => undefined,
          read: async (_, { now }) => ({ at: now, metrics: new Map() }),
        });
      },
    });
  },
});

/** Finds the plugins of another portal, once that is started. */
const pluginsOf = (portal: () => TestPortal | undefined) =>
  createServiceFactory({
    service: coreServices.discovery,
    deps: {},
    factory: () => {
      const find = async () => {
        const { baseUrl } = portal() ?? {};
        if (!baseUrl) throw new Error('It is not started yet');
        return baseUrl;
      };
      return { getBaseUrl: find, getExternalBaseUrl: find };
    },
  });

/** Two portals: changes are managed in one and service levels in the other, which can be stopped. */
const portalOf = useForAllTests(async databases => {
  let changes: TestPortal | undefined = undefined;
  const slo = await startTestPortal(databases, {
    pluginId: 'service-levels',
    features: [serviceLevelsPlugin, source],
    entities,
    config,
    services: [pluginsOf(() => changes)],
  });
  let asked = 0;
  const started = await startTestPortal(databases, {
    pluginId: 'change-management',
    features: [changeManagementPlugin, errorBudget],
    entities,
    config,
    services: [
      pluginsOf(() => {
        asked += 1;
        return slo;
      }),
    ],
  });
  changes = started;
  let running = true;
  const stopSlo = async () => {
    if (running) await slo.stop();
    running = false;
  };
  return {
    slo,
    /** So often change management looked for service levels, to ask them. */
    asked: () => asked,
    changes: started,
    stopSlo,
    async stop() {
      await started.stop();
      await stopSlo();
    },
  };
});

const as = (who: string) =>
  new ChangeManagementClient(portalOf().changes.api.as(who));

/** As an evaluation would have left it. */
async function standing(
  state: 'ok' | 'burning' | 'exhausted',
  burnRate: number,
): Promise<void> {
  const { knex } = portalOf().slo;
  await knex('objective_states').update({
    state,
    bad: burnRate,
    total: 1000,
    sli: 1 - burnRate / 1000,
    burn_rate: burnRate,
    budget_left: 1 - burnRate,
    measured: 1,
    evaluated_at: new Date(),
  });
}

let open: ChangeDetail['change'] | undefined;

/** The only one that is open: two of one item at one time would be in each other's way. */
async function approved(fields: object = {}): Promise<ChangeDetail> {
  const hour = 3_600_000;
  if (open) {
    const { change } = await as(dana).getChange(open.number);
    const { number, version } = change;
    await as(dana).act(number, 'cancel', { version, reason: 'Done.' });
  }
  const { change } = await as(dana).createChange({
    title: 'Raise the limit',
    environment: 'production',
    items: [checkout],
    window: {
      start: new Date(Date.now() - hour).toISOString(),
      end: new Date(Date.now() + hour).toISOString(),
    },
    commit,
    justification: 'Needed.',
    testPlan: 'Look.',
    backoutPlan: 'Back.',
    submit: true,
    ...fields,
  });
  open = change;
  return as(ada).act(change.number, 'approve', {
    subjectDigest: change.subjectDigest!,
  });
}

async function gate(number: string) {
  const client = new ChangeManagementClient(
    portalOf().changes.api.asPipeline(),
  );
  const answer = await client.askGate({
    change: number,
    environment: 'production',
    commit,
  });
  return {
    decision: answer.decision,
    failed: answer.checks.filter(({ passed }) => !passed),
  };
}

describe('an error budget at the gate', () => {
  beforeAll(() =>
    eventually(async () => {
      const rows = await portalOf().slo.knex('objectives').select('id');
      if (rows.length === 0) throw new Error('No definition was read yet');
    }),
  );

  it('lets everything through while it lasts, and then only what mends it, in words that say so', async () => {
    await standing('ok', 0.4);
    const { change } = await approved();
    expect(await gate(change.number)).toEqual({
      decision: 'allow',
      failed: [],
    });

    await standing('exhausted', 1.2);
    const { decision, failed } = await gate(change.number);
    expect(decision).toBe('refuse');
    expect(failed).toEqual([
      expect.objectContaining({
        id: 'demands',
        detail:
          'The error budget of Payments go through is spent; the policy "Spent" allows reliability fixes and emergencies only.',
      }),
    ]);
    const { next } = await as(dana).getChange(change.number);
    expect(next.conditions).toEqual([
      expect.objectContaining({
        guard: 'demands',
        textSegments: expect.arrayContaining([
          {
            kind: 'entity',
            text: 'Payments go through',
            ref: 'slo:default/pay',
          },
        ]),
      }),
    ]);
    const { deployNow } = await as(dana).getConfigurationItem(checkout);
    expect(deployNow).toMatchObject({ answer: 'no' });

    const fix = await approved({ reliabilityFix: true });
    expect(await gate(fix.change.number)).toMatchObject({ decision: 'allow' });
    // What supports a component spends its budget too.
    const below = await approved({ items: [database] });
    expect((await gate(below.change.number)).decision).toBe('refuse');
    const elsewhere = await approved({ environment: 'staging' });
    expect(elsewhere.next.conditions).toEqual([]);
  });

  it('voids the approvals of a change that says afterwards that it is a fix', async () => {
    await standing('exhausted', 1.2);
    const { change } = await approved();
    const edited = await as(dana).updateChange(change.number, {
      version: change.version,
      reliabilityFix: true,
    });
    expect(edited.change).toMatchObject({
      state: 'assess',
      reliabilityFix: true,
    });
    expect((await gate(change.number)).decision).toBe('refuse');
  });

  it('asks for one more approval while it burns', async () => {
    await standing('burning', 0.6);
    const { change } = await approved();
    expect(change.state).toBe('authorize');
    const both = await as(owen).act(change.number, 'approve', {
      subjectDigest: change.subjectDigest!,
    });
    expect(both.change.state).toBe('scheduled');
    expect((await gate(change.number)).decision).toBe('allow');
  });

  it('can be replayed over the past by whoever drafts another policy', async () => {
    const client = new ErrorBudgetClient(portalOf().slo.api.as(dana));
    const to = new Date();
    const replay = await client.replayErrorBudget({
      policies: [{ name: 'All', require: [{ group: 'group:default/sre' }] }],
      from: new Date(to.getTime() - 48 * 3_600_000).toISOString(),
      to: to.toISOString(),
    });
    expect(replay).toMatchObject({ n: 1, of: 1, differing: 1 });
    expect(replay.rows[0]).toMatchObject({
      objective: 'pay',
      before: { nothing: 48 * 3_600_000 },
      after: { approval: 48 * 3_600_000 },
    });
    expect(replay.changes).toEqual({ n: 0, capped: false, differing: [] });
    await expect(
      client.replayErrorBudget({
        policies: [{ name: 'x', match: { 'budget.stat': 'ok' } }],
        from: '2026-01-01T00:00:00Z',
        to: '2026-01-02T00:00:00Z',
      }),
    ).rejects.toMatchObject({ statusCode: 400 });
  });

  it('is replayed over the changes that the reader sees, each with what it would have been told', async () => {
    await standing('ok', 0.4);
    const { change } = await approved();
    const { number, version } = change;
    const begun = await as(dana).act(number, 'start', { version });
    const to = new Date();
    const replay = async (...policies: object[]) => {
      const client = new ErrorBudgetClient(portalOf().slo.api.as(dana));
      const { changes } = await client.replayErrorBudget({
        policies: policies as never,
        from: new Date(to.getTime() - 48 * 3_600_000).toISOString(),
        to: to.toISOString(),
      });
      return changes;
    };
    expect(
      await replay({ name: 'All', require: [{ group: 'group:default/sre' }] }),
    ).toMatchObject({
      n: 1,
      differing: [
        {
          number,
          before: { outcome: 'free', reason: [] },
          after: {
            outcome: 'approvals',
            require: [{ group: 'group:default/sre', count: 1 }],
          },
        },
      ],
    });
    expect(await replay({ name: 'None', allow: 'reliability' })).toMatchObject({
      differing: [{ number, after: { outcome: 'refused' } }],
    });
    // Policies that tell changes apart see each as it was.
    expect(
      await replay({
        name: 'Fixes',
        match: { 'change.reliabilityFix': true },
        require: [{ group: 'group:default/sre' }],
      }),
    ).toEqual({ n: 1, capped: false, differing: [] });

    const done = await as(dana).act(number, 'complete', {
      version: begun.change.version,
    });
    await as(dana).act(number, 'close', {
      version: done.change.version,
      code: 'successful',
      notes: 'Done.',
    });
    open = undefined;
  });

  it('is on record with each decision, for whoever verifies it', async () => {
    await standing('exhausted', 1.2);
    const { change } = await approved();
    await gate(change.number);
    const file = await as(dana).getEvidence(change.number);
    const { contents } = JSON.parse(new TextDecoder().decode(file));
    const entries = contents.entries.map(({ leaf }: { leaf: string }) =>
      JSON.parse(leaf),
    );
    expect(changeStory(entries).holds).toBe(true);
    const relied = entries.filter(
      ({ type }: { type: string }) => type === 'change.relied',
    );
    expect(relied.at(-1).data.world.demands).toMatchObject([
      {
        source: 'error-budget',
        allows: 'reliability',
        basis: { subjects: [{ objective: { id: 'pay' } }] },
      },
    ]);
  });

  it('is derived again from what service levels have on record, by whoever verifies both', async () => {
    await standing('exhausted', 1.2);
    const { change } = await approved();
    await gate(change.number);
    const proven = async (file: Uint8Array, keys: readonly string[]) =>
      verifyBundle(file, { trustedKeys: keys }).proven!;
    const own = await proven(
      await as(dana).getEvidence(change.number),
      (
        await as(dana).getLedgerStatus()
      ).verifierKeys,
    );
    const levels = new ServiceLevelsClient(portalOf().slo.api.as(dana));
    const theirs = await proven(
      await levels.getObjectiveEvidence('pay', {}),
      (
        await levels.getLedgerStatus()
      ).verifierKeys,
    );
    const demands = (
      beside: ProvenBeside[],
      derivations: readonly Derivation[],
    ) => {
      const { stories, limits } = storiesIn(own, [changeStories], {
        ...{ beside, derivations, readers: [] },
      });
      const { holds, detail } = stories[0].claims.find(
        ({ id }) => id === 'demands',
      )!;
      return { holds, detail, limits: limits.join(' ') };
    };
    // The verifier of changes alone knows nothing of error budgets.
    const unaware = demands(provenIn(own), []);
    expect(unaware).toMatchObject({ holds: true });
    expect(unaware.limits).toContain('it is taken as it is recorded');
    const alone = demands(provenIn(own), [errorBudgetDerivation]);
    expect(alone).toMatchObject({
      holds: true,
      detail: expect.stringContaining('derived again by its policies'),
    });
    expect(alone.limits).toContain('the log of service levels is not beside');
    const both = demands(
      [...provenIn(own), ...provenIn(theirs)],
      [errorBudgetDerivation],
    );
    expect(both).toMatchObject({
      holds: true,
      detail: expect.stringContaining('these were in force'),
    });
    expect(both.limits).not.toContain('the log of service levels is not');
    const { stories } = storiesIn(theirs, [
      errorBudgetPolicyStories,
      objectiveStories,
    ]);
    expect(stories.map(({ title, holds }) => [title, holds])).toEqual([
      ['Error budget policies', true],
      ['pay', true],
    ]);
  });

  it('is not asked about again for what is shown again within a moment, and anew for whatever decides', async () => {
    await standing('ok', 0.4);
    const { change } = await approved();
    const requests = async (act: () => Promise<unknown>) => {
      const before = portalOf().asked();
      await act();
      return portalOf().asked() - before;
    };
    const show = async () => {
      await as(dana).getChange(change.number);
      await as(dana).getConfigurationItem(checkout);
    };
    await show();
    expect(await requests(show)).toBe(0);
    expect(await requests(() => gate(change.number))).toBe(1);
    await standing('exhausted', 1.2);
    // It was just shown that nothing is demanded: that lets nothing through.
    expect(await gate(change.number)).toMatchObject({ decision: 'refuse' });
    expect(
      await requests(async () => {
        const { next } = await as(dana).getChange(change.number);
        expect(next.conditions).toMatchObject([{ guard: 'demands' }]);
      }),
    ).toBe(0);
  });

  it('fails in the direction that the policy states when service levels do not answer', async () => {
    await standing('ok', 0.4);
    const { change } = await approved();
    expect((await gate(change.number)).decision).toBe('allow');
    await portalOf().stopSlo();
    const { decision, failed } = await gate(change.number);
    expect(decision).toBe('refuse');
    expect(failed).toEqual([
      expect.objectContaining({
        detail:
          'Error budgets cannot be asked about; meanwhile, only reliability fixes and emergencies go ahead.',
      }),
    ]);
    const fix = await approved({ reliabilityFix: true });
    expect((await gate(fix.change.number)).decision).toBe('allow');
  });
});
