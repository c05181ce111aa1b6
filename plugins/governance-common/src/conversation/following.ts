import { z } from 'zod';

/** Why somebody follows a record beside having a role in it, the weightiest first. */
export const choiceReasons = ['commented', 'mentioned', 'chose'] as const;
export type ChoiceReason = (typeof choiceReasons)[number];

/** What is on record of somebody: they took part in the conversation, or said whether they want to follow. */
export interface FollowChoice {
  /** Entity ref of a person or a group, in lower case. */
  who: string;
  follows: boolean;
  because: ChoiceReason;
}

/** Somebody who follows a record. Whoever has a `Role` in it follows by default. */
export interface Follower<Role extends string = string> {
  entityRef: string;
  because: Role | ChoiceReason;
}

/** Who follows a record. */
export interface Following<Role extends string = string> {
  followers: Follower<Role>[];
  /** Those who follow by default and said that they do not want to. */
  without: string[];
}

/** Who follows a record, as one reader sees it. */
export interface FollowState<Role extends string = string> {
  followers: Follower<Role>[];
  /** The reader is told what happens. */
  follows: boolean;
}

/**
 * The schema of a {@link FollowState}.
 *
 * @param roles - In a record of the area, the weightiest first.
 */
export function followStateSchemaOf<const Role extends string>(
  roles: readonly Role[],
) {
  return z.strictObject({
    followers: z.array(
      z.strictObject({
        entityRef: z.string(),
        because: z.enum<readonly (Role | ChoiceReason)[]>([
          ...roles,
          ...choiceReasons,
        ]),
      }),
    ),
    follows: z.boolean(),
  });
}

/** Whether the caller wants to be told what happens to a record: the body of a `PUT`. */
export const followRequestSchema = z.strictObject({ follows: z.boolean() });
export type FollowRequest = z.input<typeof followRequestSchema>;

/**
 * Who follows a record: those who have a role in it, and those who take part in the conversation or chose to, except
 * those who said that they do not.
 *
 * @param byRole - The weightiest first; a pipeline reads no notifications and is left out.
 */
export function followingOf<Role extends string>(
  byRole: readonly Follower<Role>[],
  choices: readonly FollowChoice[],
): Following<Role> {
  const without = choices.filter(c => !c.follows).map(c => c.who);
  const all: Follower<Role>[] = [
    ...byRole,
    ...choices
      .filter(c => c.follows)
      .sort((a, b) => (a.who < b.who ? -1 : 1))
      .map(({ who, because }) => ({ entityRef: who, because })),
  ];
  const found = new Map<string, Follower<Role>>();
  for (const follower of all) {
    const { entityRef } = follower;
    if (!isTold(entityRef) || without.includes(entityRef)) continue;
    if (!found.has(entityRef)) found.set(entityRef, follower);
  }
  return { followers: [...found.values()], without };
}

/** A person or a group; whatever else has a role in a record reads no notifications. */
export function isTold(ref: string): boolean {
  return /^(user|group):/.test(ref);
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

export function followStateOf<Role extends string>(
  following: Following<Role>,
  user: string,
  groups: readonly string[],
): FollowState<Role> {
  return {
    followers: following.followers,
    follows: isFollowing(following, user, groups),
  };
}

/** What some of those who hear of a comment are told. */
export interface CommentNews {
  recipients: string[];
  /** Also where they are in a group that is told. */
  exclude: string[];
  /** What follows the number of the record. */
  words: string;
}

/**
 * Whom a comment is news to, each once: those whom it mentions, and those who follow the record; never its author, nor
 * whoever said that they do not want to be told.
 */
export function commentNews(
  author: string,
  mentions: readonly string[],
  { followers, without }: Following,
): CommentNews[] {
  return [
    {
      recipients: mentions.filter(ref => ref !== author),
      exclude: [author],
      words: 'mentions you',
    },
    {
      recipients: followers
        .map(({ entityRef }) => entityRef)
        .filter(ref => ref !== author && !mentions.includes(ref)),
      exclude: [author, ...without, ...mentions],
      words: 'has a new comment',
    },
  ].filter(({ recipients }) => recipients.length > 0);
}
