import fc from 'fast-check';
import { RiskInput, RiskItem } from '../risk';
import { calm, planOf, resource, riskItem, tiers } from './risk';

const record = fc
  .tuple(fc.nat(60), fc.nat(60))
  .map(([a, b]) => ({ n: Math.max(a, b), failed: Math.min(a, b) }));
const types = [
  'google_sql_database_instance',
  'google_project_iam_member',
  'google_compute_firewall',
  'google_cloud_run_v2_service',
  'terraform_data',
];
/** Something a plan does. */
export const someResource = fc
  .tuple(
    fc.constantFrom(...types),
    fc.constantFrom(
      'create' as const,
      'update' as const,
      'replace' as const,
      'delete' as const,
      'no-op' as const,
    ),
    fc.constantFrom(undefined, 'component:default/web'),
  )
  .map(([type, action, entityRef]) => resource(type, action, { entityRef }));
/** A configuration item with what depends on it. */
export const someItem = fc
  .record({
    tier: fc.constantFrom(undefined, ...tiers),
    stateful: fc.boolean(),
    soxScope: fc.boolean(),
    dataClassification: fc.constantFrom(
      'internal' as const,
      'restricted' as const,
    ),
    dependants: fc.nat(50),
  })
  .map(({ dependants, ...fields }) =>
    riskItem(fields, { 'tier-1': dependants % 7, none: dependants }),
  );
/** The same item under another name. */
export const named = ({ item, dependants }: RiskItem, name: string) => ({
  item: { ...item, entityRef: `component:default/${name}` },
  dependants,
});
/** Anything the risk model may look at. */
export const riskInputs: fc.Arbitrary<RiskInput> = fc.record({
  change: fc.record({
    category: fc.constantFrom(
      'software' as const,
      'access' as const,
      'network' as const,
    ),
    environment: fc.constantFrom('production', 'staging', 'dev', 'moon'),
    testPlan: fc.constantFrom('', 'test'),
    backoutPlan: fc.constantFrom('', 'back'),
    window: fc.constantFrom(undefined, calm.change.window),
  }),
  items: fc
    .array(someItem, { minLength: 1, maxLength: 3 })
    .map(items => items.map((i, n) => (n ? named(i, `item-${n}`) : i))),
  plan: fc.option(
    fc.array(someResource, { maxLength: 12 }).map(r => planOf(r)),
    {
      nil: undefined,
    },
  ),
  history: fc.record({
    items: fc.array(record, { maxLength: 3 }),
    team: record,
    base: record,
  }),
  schedule: fc.record({
    freezes: fc.array(
      fc.nat(100).map(hoursAway => ({ title: 'f', hoursAway })),
      { maxLength: 2 },
    ),
  }),
  now: fc.constant(calm.now),
  timeZone: fc.constantFrom('UTC', 'Asia/Tokyo'),
});
