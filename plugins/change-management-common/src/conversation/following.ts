import {
  Follower,
  FollowState as FollowStateOf,
  followStateSchemaOf,
} from '@countersign/plugin-governance-common';
import { Change } from '../model';

/** Who follows a change by default, the weightiest first. */
export const followRoles = ['requester', 'implementer', 'approver'] as const;
export type FollowRole = (typeof followRoles)[number];

/** Who follows a change, as one reader sees it. */
export const followStateSchema = followStateSchemaOf(followRoles);
export type FollowState = FollowStateOf<FollowRole>;

/**
 * Who follows a change by default: its requester and implementer, and the groups that were asked to approve it.
 *
 * @param groups - Those that were asked.
 */
export function followersByRole(
  change: Pick<Change, 'requester' | 'implementer'>,
  groups: readonly string[],
): Follower<FollowRole>[] {
  return [
    { entityRef: change.requester, because: 'requester' },
    ...(change.implementer
      ? [{ entityRef: change.implementer, because: 'implementer' as const }]
      : []),
    ...groups.map(entityRef => ({ entityRef, because: 'approver' as const })),
  ];
}
