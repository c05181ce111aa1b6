import { told } from '@countersign/plugin-governance-common';
import { ActionState, Condition } from '../api/responses';
import { Facts } from '../facts/facts';
import { isPerson } from '../facts/people';
import type { Finding } from './findings';
import { standingApprovalsBy } from './standing';
import { World } from './world';

type ActionVerb = ActionState['verb'];

/** Verbs that whoever approved what stands does not use. */
const notByApprovers: readonly ActionVerb[] = [
  'start',
  'complete',
  'authorize',
];

/** Verbs that are the implementer's before they are the requester's. */
const implementersFirst: readonly ActionVerb[] = ['start', 'complete'];

/**
 * Those who answer for a change, as far as it names them: its requester, its implementer and the owners of its items. An
 * access policy may let others do the same.
 */
export function whoAnswers(
  verb: ActionVerb,
  facts: Facts,
  world: World,
): string[] {
  const people = [facts.requester, facts.implementer].filter(
    (who): who is string => who !== undefined && isPerson(who),
  );
  if (implementersFirst.includes(verb)) people.reverse();
  const owners = world.items.flatMap(({ owner }) => owner ?? []);
  return [...new Set([...people, ...owners])].filter(
    who =>
      !notByApprovers.includes(verb) || !standingApprovalsBy(facts, who).length,
  );
}

/** A finding that may be met after the step as well. */
export type Listed = Finding & { later?: boolean };

const idOf = ({ guard, key }: Finding) =>
  key === undefined ? guard : `${guard}:${key}`;

/** What was found as a checklist, each once: first what somebody can act on. */
export function checklistOf(
  findings: readonly Listed[],
  facts: Facts,
  world: World,
): Condition[] {
  const rank = ({ mendedBy, later }: Pick<Condition, 'mendedBy' | 'later'>) =>
    (mendedBy.length ? 0 : 1) + (later ? 2 : 0);
  return [...new Map(findings.map(f => [idOf(f), f]))]
    .map(
      ([id, { guard, text, remedy, mendedBy, who, at, later }]): Condition => ({
        id,
        guard,
        ...told('text', text),
        ...told('remedy', remedy),
        mendedBy: [...mendedBy],
        who: [
          ...(who ??
            mendedBy.slice(0, 1).flatMap(v => whoAnswers(v, facts, world))),
        ],
        ...(later && { later }),
        ...(at && { at }),
      }),
    )
    .sort((a, b) => rank(a) - rank(b));
}
