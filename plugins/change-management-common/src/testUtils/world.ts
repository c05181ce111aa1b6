import { ItemView } from '@countersign/plugin-governance-common';
import { World } from '../judge';
import { EligibleApprover } from '../model';
import { policyDigest } from './change';

/** The group whose approval the policy of {@link world} asks for, and its members. */
export const owners = 'group:default/owners';
export const olga = 'user:default/olga';
export const otto = 'user:default/otto';

/** A configuration item as policies see it: in production, owned by {@link owners}. */
export function itemViewOf(
  entityRef: string,
  fields: Partial<ItemView> = {},
): ItemView {
  const [, kind, namespace, name] = /^(.+):(.+)\/(.+)$/.exec(entityRef)!;
  return {
    entityRef,
    kind,
    tier: 'tier-2',
    soxScope: false,
    environment: 'production',
    owner: owners,
    stateful: false,
    metadata: { namespace, name },
    spec: { owner: owners },
    ...fields,
  };
}

/** Those who approve in the name of groups: members by name, delegates as they are given. */
export function approvers(
  groups: Record<string, readonly (string | EligibleApprover)[]>,
): World['approversOf'] {
  return group =>
    (groups[group] ?? []).map(each =>
      typeof each === 'string' ? { user: each, via: 'member' } : each,
    );
}

/** A world in which nothing stands in the way of the change for tests, in the middle of its window. */
export function world(fields: Partial<World> = {}): World {
  return {
    at: '2026-11-24T22:00:00.000Z',
    items: [itemViewOf('resource:default/checkout-db')],
    approversOf: approvers({ [owners]: [olga, otto] }),
    policies: [
      { name: 'Owners approve', require: [{ ownersOf: 'items', count: 1 }] },
    ],
    policyDigest,
    freezes: [],
    conflicts: [],
    conflictsTruncated: false,
    risk: { score: 20, level: 'low' },
    demands: [],
    rejections: [],
    environments: ['production', 'staging', 'development'],
    termMs: 24 * 60 * 60 * 1000,
    ...fields,
  };
}
