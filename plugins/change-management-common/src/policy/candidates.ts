import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { ApprovalRequirement, EligibleApprover } from '../model';

/** By group: everyone who may approve in its name, before the duty rules. */
export type Candidates = ReadonlyMap<string, readonly EligibleApprover[]>;

/**
 * Who could give each requirement at `now`: members and delegates of a group; the person and their delegate where an
 * item is owned by a user.
 */
export function candidatesOf(
  requirements: readonly Pick<ApprovalRequirement, 'group'>[],
  graph: Pick<CmdbGraph, 'eligibleApprovers' | 'delegatesOf' | 'has'>,
  now: Date,
): Map<string, EligibleApprover[]> {
  return new Map(
    requirements.map(({ group }) => [group, eligible(group, graph, now)]),
  );
}

function eligible(
  group: string,
  graph: Pick<CmdbGraph, 'eligibleApprovers' | 'delegatesOf' | 'has'>,
  now: Date,
): EligibleApprover[] {
  if (!group.startsWith('user:')) {
    return graph.eligibleApprovers(group, now);
  }
  if (!graph.has(group)) {
    return [];
  }
  return [
    { user: group, via: 'member' },
    ...graph.delegatesOf(group, now).map(({ delegate }) => ({
      user: delegate,
      via: 'delegate' as const,
      onBehalfOf: group,
    })),
  ];
}
