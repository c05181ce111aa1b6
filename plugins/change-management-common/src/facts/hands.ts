import { person, say, Sentence } from '@countersign/plugin-governance-common';
import { foldRef } from './people';
import type { Hand, Naming } from '../answers/standing';

export type { Hand, Naming };

/**
 * What somebody did with a change that keeps them from ever approving it, or `planned` and `implements` for what they
 * were named for.
 */
export const handKinds = [
  'asked',
  'opened',
  'edited',
  'planned',
  'attached',
  'submitted',
  'accepted',
  'started',
  'implemented',
  'completed',
  'reported',
  'deployed',
] as const;
export type HandKind = (typeof handKinds)[number];

/** What somebody had to do with a change, as the rest of a sentence about them. */
const phrases: Record<HandKind | 'implements', string> = {
  asked: 'is the requester of',
  opened: 'opened',
  planned: 'is an author of the plan of',
  implements: 'is the implementer of',
  edited: 'edited',
  attached: 'attached the plan of',
  submitted: 'submitted',
  accepted: 'accepted a conflict of',
  started: 'started',
  implemented: 'is the implementer of',
  completed: 'completed',
  reported: 'reported a deployment of',
  deployed: 'deployed',
};

/** Who may not approve a change: by a hand they had in it, or by a duty they were named for. */
export interface DutyFacts {
  hands: readonly Hand[];
  named: readonly Naming[];
}

/** What this person had to do with the change, such as `edited` or `is the requester of`; undefined when nothing. */
export function dutyOf(facts: DutyFacts, user: string): string | undefined {
  const who = foldRef(user);
  const hand = facts.hands.find(h => h.who === who);
  if (hand) return phrases[hand.as];
  const naming = facts.named.find(n => n.who === who);
  return naming && phrases[naming.as];
}

/**
 * Why this user may not approve the change, as a sentence; undefined when the duty rules allow it. Neither may one who
 * had a hand in it act for somebody else, nor somebody else for one of them.
 */
export function dutyConflict(
  facts: DutyFacts,
  user: string,
  onBehalfOf?: string,
): Sentence | undefined {
  const own = dutyOf(facts, user);
  if (own) {
    return say`${person(user)} ${own} this change, and so may not approve it.`;
  }
  const delegator = onBehalfOf && dutyOf(facts, onBehalfOf);
  return delegator
    ? say`${person(user)} would act for ${person(
        onBehalfOf,
      )}, who ${delegator} this change and may not approve it.`
    : undefined;
}

/**
 * The duties as they bear on an approval given at a moment. That its giver was reported to have deployed since marks a
 * deviation of that deployment; it does not unapprove what went before.
 */
export function dutiesAt(facts: DutyFacts, at: string): DutyFacts {
  return {
    hands: facts.hands.filter(
      h => !((h.as === 'reported' || h.as === 'deployed') && h.at > at),
    ),
    named: facts.named,
  };
}

/** Those whom the duty rules keep from approving, and by what: such as "is the implementer of". */
export function excludedFromApproval(facts: DutyFacts): Map<string, string> {
  const all = [...facts.hands, ...facts.named].map(({ who }) => who);
  return new Map([...new Set(all)].map(who => [who, dutyOf(facts, who)!]));
}

/** The people a draft names, of which nothing has happened yet. */
export function namedDuties(change: {
  requester: string;
  planAuthors: readonly string[];
  implementer?: string;
}): DutyFacts {
  const requester = foldRef(change.requester);
  const named = (who: string, as: Naming['as']): Naming => ({
    who: foldRef(who),
    as,
    by: requester,
  });
  return {
    hands: [{ who: requester, as: 'asked', at: '', entry: '' }],
    named: [
      ...change.planAuthors.map(who => named(who, 'planned')),
      ...(change.implementer ? [named(change.implementer, 'implements')] : []),
    ],
  };
}
