import { Change } from '../model';
import type { Follower, FollowState } from '../answers/standing';

export type { Follower, FollowState };

/** Why somebody follows a change, the weightiest first. */
export const followReasons = [
  'requester',
  'implementer',
  'approver',
  'commented',
  'mentioned',
  'chose',
] as const;
export type FollowReason = (typeof followReasons)[number];

/** What is on record of somebody: they took part in the conversation, or said whether they want to follow. */
export interface FollowChoice {
  /** Entity ref of a person or a group, in lower case. */
  who: string;
  follows: boolean;
  because: Extract<FollowReason, 'commented' | 'mentioned' | 'chose'>;
}

/** Who follows a change. */
export interface Following {
  followers: Follower[];
  /** Those who follow by default and said that they do not want to. */
  without: string[];
}

/**
 * Who follows a change: its requester and implementer, the groups that were asked to approve it, and those who take part
 * in the conversation or chose to, except those who said that they do not.
 */
export function followingOf(
  change: Pick<Change, 'requester' | 'implementer'>,
  groups: readonly string[],
  choices: readonly FollowChoice[],
): Following {
  const without = choices.filter(c => !c.follows).map(c => c.who);
  const all: Follower[] = [
    { entityRef: change.requester, because: 'requester' },
    ...(change.implementer
      ? [{ entityRef: change.implementer, because: 'implementer' as const }]
      : []),
    ...groups.map(entityRef => ({ entityRef, because: 'approver' as const })),
    ...choices
      .filter(c => c.follows)
      .sort((a, b) => (a.who < b.who ? -1 : 1))
      .map(({ who, because }) => ({ entityRef: who, because })),
  ];
  const found = new Map<string, Follower>();
  for (const follower of all) {
    const { entityRef } = follower;
    if (!/^(user|group):/.test(entityRef) || without.includes(entityRef)) {
      continue;
    }
    if (!found.has(entityRef)) found.set(entityRef, follower);
  }
  return { followers: [...found.values()], without };
}

/**
 * Whether this person is told what happens.
 *
 * @param groups - They are in.
 */
export function isFollowing(
  { followers, without }: Following,
  user: string,
  groups: readonly string[],
): boolean {
  return (
    !without.includes(user) &&
    followers.some(
      ({ entityRef }) => entityRef === user || groups.includes(entityRef),
    )
  );
}

export function followStateOf(
  following: Following,
  user: string,
  groups: readonly string[],
): FollowState {
  return {
    followers: following.followers,
    follows: isFollowing(following, user, groups),
  };
}
