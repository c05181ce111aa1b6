import { Approval, ApprovalRequirement, EligibleApprover } from '../model';
import { Candidates } from './candidates';
import { matchPeople } from './matching';

/**
 * Which approval counts for which requirement, so that as many places as possible are filled: an approver who is in two
 * groups counts where they are needed, whatever group they named. In the order of the requirements.
 *
 * An approval counts for the group it was given in (they were in it then) and for every group in which the approver has
 * the same right now. One person counts once, and so does one right: when a member and their delegate both approved, it
 * is the member's.
 */
export function countApprovals(
  requirements: readonly Pick<ApprovalRequirement, 'group' | 'count'>[],
  approvals: readonly Approval[],
  candidates: Candidates,
): Approval[][] {
  const people = byPerson(approvals);
  const mayCount = requirements.map(({ group }) => {
    const rights = new Set((candidates.get(group) ?? []).map(rightOf));
    return (a: Approval) =>
      a.group === group ||
      rights.has(rightOf({ user: a.approver, onBehalfOf: a.onBehalfOf }));
  });
  const { given } = matchPeople(
    requirements.map(({ count }, i) => ({
      count,
      from: people.filter(own => own.some(mayCount[i])),
    })),
  );
  return given.map((persons, i) =>
    persons
      .map(
        own =>
          own.find(a => a.group === requirements[i].group) ??
          own.find(mayCount[i])!,
      )
      .sort((a, b) => a.decidedAt.localeCompare(b.decidedAt)),
  );
}

/** One who acts by their own right is not the same as one who acts for somebody. */
function rightOf({
  user,
  onBehalfOf = '',
}: Pick<EligibleApprover, 'user' | 'onBehalfOf'>): string {
  return `${user} ${onBehalfOf}`;
}

/** The approvals of each person; those of the same hand or of the same right are one person's. */
function byPerson(approvals: readonly Approval[]): Approval[][] {
  const inPerson = new Set(
    approvals.filter(a => !a.onBehalfOf).map(a => a.approver),
  );
  const people: { ids: Set<string>; own: Approval[] }[] = [];
  for (const approval of approvals) {
    const { approver, onBehalfOf } = approval;
    if (onBehalfOf === undefined || !inPerson.has(onBehalfOf)) {
      const ids = new Set([approver, onBehalfOf ?? approver]);
      const same = people.filter(p => [...ids].some(id => p.ids.has(id)));
      const rest = people.filter(p => !same.includes(p));
      people.splice(0, people.length, ...rest, {
        ids: new Set([...same.flatMap(p => [...p.ids]), ...ids]),
        own: [...same.flatMap(p => p.own), approval],
      });
    }
  }
  return people.map(p => p.own);
}
