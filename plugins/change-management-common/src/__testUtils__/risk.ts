import { OutlinedResource, PlanOutline } from '../model';
import { RiskInput, RiskItem } from '../risk';
import { configurationItem } from './items';

const none = {
  'tier-1': 0,
  'tier-2': 0,
  'tier-3': 0,
  'tier-4': 0,
  none: 0,
};
/** Least critical first. */
export const tiers = ['tier-4', 'tier-3', 'tier-2', 'tier-1'] as const;

/** A configuration item for tests, with so many dependants of each tier. */
export const riskItem = (
  fields: Parameters<typeof configurationItem>[1] = {},
  byTier: Partial<typeof none> = {},
): RiskItem => ({
  item: configurationItem('component:default/web', fields),
  dependants: { byTier: { ...none, ...byTier }, top: [] },
});

/** Something a plan does, for tests. */
export const resource = (
  type: string,
  action: OutlinedResource['action'],
  fields: Partial<OutlinedResource> = {},
): OutlinedResource => ({
  address: `${type}.this`,
  type,
  action,
  ...fields,
});

/** The outline of a plan for tests. */
export const planOf = (
  resources: OutlinedResource[],
  unmapped: string[] = [],
): PlanOutline => ({
  digest: `sha256:${'0'.repeat(64)}`,
  counts: { create: 0, update: 0, replace: 0, delete: 0, forget: 0 },
  resources,
  unmapped,
  redactions: 0,
});

/** A small change in staging, well prepared, in working hours, without history. */
export const calm: RiskInput = {
  change: {
    category: 'software',
    environment: 'staging',
    testPlan: 'Run the smoke tests.',
    backoutPlan: 'Deploy the release before.',
    // Tuesday morning in Berlin
    window: { start: '2026-11-24T09:00:00Z', end: '2026-11-24T10:00:00Z' },
  },
  items: [riskItem({ tier: 'tier-4' })],
  history: {
    items: [{ n: 0, failed: 0 }],
    team: { n: 0, failed: 0 },
    base: { n: 0, failed: 0 },
  },
  schedule: { freezes: [] },
  now: '2026-11-20T00:00:00.000Z',
  timeZone: 'Europe/Berlin',
};

/** The same in production. */
export const inProduction: RiskInput = {
  ...calm,
  change: { ...calm.change, environment: 'production' },
};
