import { ConfigReader } from '@backstage/config';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { ReadPlan } from '../../plans/ReadPlan';
import { readPlanBody } from '../../plans/readPlanBody';
import { readSettings, Settings } from '../../settings';
import { Estate } from '../memory/MemoryCatalog';
import { terraformPlan } from '../plans';

export const groups = {
  checkout: 'group:default/checkout',
  data: 'group:default/data',
  approvers: 'group:default/approvers',
  board: 'group:default/sox-board',
} as const;

export const people = {
  dana: 'user:default/dana',
  owen: 'user:default/owen',
  ivan: 'user:default/ivan',
  ada: 'user:default/ada',
  remy: 'user:default/remy',
  dele: 'user:default/dele',
  bea: 'user:default/bea',
  dora: 'user:default/dora',
} as const;

export const pipeline = 'external:ci';

export const items = {
  web: 'component:default/web',
  api: 'component:default/api',
  payments: 'resource:default/payments',
  bucket: 'resource:default/bucket',
} as const;

/** Small, and with a way to be wrong about everything: tiers, SOX, environments, owners, a delegate. */
export const estate: Estate = {
  people: {
    [people.dana]: { groups: [groups.checkout] },
    [people.owen]: { groups: [groups.checkout] },
    [people.ivan]: { groups: [groups.checkout] },
    [people.ada]: {
      groups: [groups.approvers],
      delegate: { to: people.dele, until: '2100-01-01T00:00:00Z' },
    },
    [people.remy]: { groups: [groups.approvers] },
    [people.dele]: { groups: [groups.data] },
    [people.bea]: { groups: [groups.board] },
    [people.dora]: { groups: [groups.board, groups.approvers] },
  },
  items: {
    [items.web]: { owner: groups.checkout, tier: 'tier-3' },
    [items.api]: {
      owner: groups.checkout,
      tier: 'tier-2',
      environment: 'production',
      dependsOn: items.payments,
    },
    [items.payments]: {
      owner: groups.data,
      tier: 'tier-1',
      sox: true,
      environment: 'production',
      addresses: 'terraform_data.payments',
    },
    [items.bucket]: {
      owner: groups.checkout,
      tier: 'tier-3',
      addresses: 'terraform_data.bucket',
    },
  },
};

/** From the strictest down: an item's own environment is a floor. */
export const environments = ['production', 'staging', 'development'] as const;

export const template = {
  id: 'restart',
  title: 'Restart a component',
  category: 'software',
  match: { kind: 'Component' },
  implementationPlan: 'Restart it.',
  testPlan: 'Call it.',
  backoutPlan: 'Restart it again.',
  maxRisk: 'very_high',
};

const policies = (approvers: number) => [
  {
    name: 'sox',
    match: { items: { $contains: { soxScope: true } } },
    require: [
      { group: groups.board, count: 1 },
      { group: groups.approvers, count: approvers },
    ],
  },
  {
    name: 'tier-1',
    match: { items: { $contains: { tier: 'tier-1' } } },
    require: [
      { ownersOf: 'items', count: 1 },
      { group: groups.approvers, count: approvers },
    ],
  },
  {
    name: 'production',
    match: { 'change.environment': 'production' },
    require: [{ group: groups.approvers, count: approvers }],
  },
  { name: 'default', require: [{ ownersOf: 'items', count: 1 }] },
];

/** The policies in force may be replaced by stricter ones, and these by the usual ones again. */
export const approversAsked = { usual: 1, strict: 2 } as const;
export type PolicyName = keyof typeof approversAsked;

export const graceMs = 24 * 3600 * 1000;

const settingsOf = (name: PolicyName): Settings =>
  readSettings(
    new ConfigReader({
      changeManagement: {
        approvalPolicies: policies(approversAsked[name]),
        standardChangeTemplates: [template],
        emergencyApprovalWithin: { hours: 24 },
      },
    }),
  );

export const settings: Record<PolicyName, Settings> = {
  usual: settingsOf('usual'),
  strict: settingsOf('strict'),
};

const planBodies = {
  bucket: terraformPlan({ address: 'terraform_data.bucket' }),
  colder: terraformPlan({ address: 'terraform_data.bucket', tier: 'cold' }),
  payments: terraformPlan({ address: 'terraform_data.payments' }),
};
export type PlanName = keyof typeof planBodies;

/** What each plan touches, as everybody who reads it can see. */
export const touches: Record<PlanName, string> = {
  bucket: items.bucket,
  colder: items.bucket,
  payments: items.payments,
};

export type Plans = Record<PlanName, ReadPlan>;

/** The plans, read once: what reading refuses is tested elsewhere. */
export async function readPlans(graph: CmdbGraph): Promise<Plans> {
  const claimants = [...graph.items()].filter(i => i.terraformAddresses.length);
  const read = async (name: PlanName) => {
    const body = JSON.stringify({ plan: planBodies[name] });
    const bytes = new TextEncoder().encode(body);
    const result = await readPlanBody({ bytes, claimants });
    if ('refusal' in result) throw new Error(result.refusal);
    return new ReadPlan(result.plan);
  };
  return {
    bucket: await read('bucket'),
    colder: await read('colder'),
    payments: await read('payments'),
  };
}

export const commits = {
  one: '1'.repeat(40),
  two: '2'.repeat(40),
} as const;
export type CommitName = keyof typeof commits;
