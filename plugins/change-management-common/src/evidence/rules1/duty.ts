import { Change } from '../../model';

/** Those of a change who never approve it. */
export type DutyHolders = Pick<
  Change,
  'requester' | 'planAuthors' | 'implementer'
>;

/** Requester, plan authors and implementer, each once. */
export function excludedFromApproval(change: DutyHolders): string[] {
  return [
    ...new Set([
      change.requester,
      ...change.planAuthors,
      ...(change.implementer ? [change.implementer] : []),
    ]),
  ];
}

/**
 * Why this user may not approve the change, as a sentence; undefined when the duty rules allow it. Neither may one of
 * the excluded act for somebody else, nor somebody else for one of them.
 */
export function dutyConflict(
  change: DutyHolders,
  user: string,
  onBehalfOf?: string,
): string | undefined {
  const own = dutyOf(change, user);
  if (own) {
    return `${user} is ${own} of this change, and so may not approve it.`;
  }
  const delegator = onBehalfOf && dutyOf(change, onBehalfOf);
  if (delegator) {
    return `${user} would act for ${onBehalfOf}, who is ${delegator} of this change and may not approve it.`;
  }
  return undefined;
}

/** The duty that keeps the user from approving, such as "the implementer". */
export function dutyOf(change: DutyHolders, user: string): string | undefined {
  const same = (other: string | undefined) =>
    other?.toLocaleLowerCase('en-US') === user.toLocaleLowerCase('en-US');
  if (same(change.requester)) return 'the requester';
  if (change.planAuthors.some(same)) return 'an author of the plan';
  if (same(change.implementer)) return 'the implementer';
  return undefined;
}
