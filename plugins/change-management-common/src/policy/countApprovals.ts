import { Approval, ApprovalRequirement } from '../model';
import { Candidates } from './candidates';
import { matchPeople } from './matching';

/**
 * Which approval counts for which requirement, so that as many places as possible are filled: an approver who is in two
 * groups counts where they are needed, whatever group they named. In the order of the requirements.
 *
 * An approval counts for every group in which its giver has the right now: as a member, or as somebody who stood in for
 * a person who is a member now (that the delegation held is judged when the approval is given). Whoever has left the
 * group counts for it no more. One person counts once, and so does one right: when a member and their delegate both
 * approved, it is the member's.
 */
export function countApprovals(
  requirements: readonly Pick<ApprovalRequirement, 'group' | 'count'>[],
  approvals: readonly Approval[],
  candidates: Candidates,
): Approval[][] {
  const people = byPerson(approvals);
  const mayCount = requirements.map(({ group }) => {
    const members = membersOf(group, candidates);
    return (a: Pick<Approval, 'approver' | 'onBehalfOf'>) =>
      members.has(a.onBehalfOf ?? a.approver);
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
          own.find(a => a.group === requirements[i].group && mayCount[i](a)) ??
          own.find(mayCount[i])!,
      )
      .sort((a, b) => a.decidedAt.localeCompare(b.decidedAt)),
  );
}

/** Those who may approve in the group's name by their own right. */
export function membersOf(group: string, candidates: Candidates): Set<string> {
  return new Set(
    (candidates.get(group) ?? [])
      .filter(({ onBehalfOf }) => onBehalfOf === undefined)
      .map(({ user }) => user),
  );
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
