import { Sha256Digest } from '@countersign/plugin-ledger-common';
import { ChangeEntryInput } from '../evidence';
import { Change } from '../model';

export const digestA: Sha256Digest = `sha256:${'a'.repeat(64)}`;
export const digestB: Sha256Digest = `sha256:${'b'.repeat(64)}`;
export const policyDigest: Sha256Digest = `sha256:${'c'.repeat(64)}`;
export const commitA = 'a'.repeat(40);
export const commitB = 'b'.repeat(40);

const counts = { create: 0, update: 1, replace: 0, delete: 0, forget: 0 };

/** A change for tests: normal, in New, planned for 2026-11-24 21:00 to 23:00 UTC. */
export function change(fields: Partial<Change> = {}): Change {
  return {
    id: '5a6f4e3c-8c1f-4a53-9a5e-0d5a8f1f0c11',
    number: 'CHG0000042',
    version: 1,
    title: 'Raise the checkout database tier',
    description: '',
    type: 'normal',
    state: 'new',
    category: 'database',
    environment: 'production',
    items: ['resource:default/checkout-db'],
    team: 'group:default/payments',
    requester: 'user:default/dana',
    implementer: 'user:default/ivan',
    planAuthors: ['user:default/paula'],
    window: {
      start: '2026-11-24T21:00:00.000Z',
      end: '2026-11-24T23:00:00.000Z',
    },
    approvalStatus: 'not_requested',
    onHold: false,
    demo: false,
    justification: '',
    implementationPlan: '',
    testPlan: '',
    backoutPlan: '',
    links: [],
    reliabilityFix: false,
    commit: commitA,
    source: { kind: 'portal' },
    plan: { digest: digestA, counts, unmapped: [] },
    approvalRound: 1,
    createdAt: '2026-11-20T09:00:00.000Z',
    updatedAt: '2026-11-20T09:00:00.000Z',
    ...fields,
  };
}

/** What the ledger says of a change that is opened; its plan touches what it names. */
export function opening(
  fields: Partial<ChangeEntryInput<'change.created'>> = {},
): ChangeEntryInput<'change.created'> {
  const { plan, policy: _policy, ...rest } = change();
  return {
    ...rest,
    planDigest: plan?.digest,
    rules: 2,
    counts,
    touches: fields.items ?? rest.items,
    ...fields,
  };
}
