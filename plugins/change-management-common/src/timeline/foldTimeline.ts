import {
  EntryRoles,
  foldTimeline as fold,
  TimelineLine,
} from '@countersign/plugin-governance-common';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { ChangeEventType } from '../model';
import { actsOfSystem, isActOfSystem, weights } from './entryRoles';

/** What is told once however often it happens in a row, as long as the same person or machine does it. */
const repeatable = new Set<string>([
  'gate.decided',
  'change.updated',
  'change.assessed',
  'change.relied',
  'change.ruleset',
  'change.rules_adopted',
] satisfies ChangeEventType[]);

/** Comments stand alone, and opening is not submitting. */
const roles: EntryRoles = {
  weightOf: ({ type }) => weights[type as ChangeEventType] ?? 0,
  isActOfSystem,
  standsAlone: ({ type }) => type === 'change.commented',
  startsAnew({ type }, act) {
    const isAgain = act.some(each => each.type === type);
    return type === 'change.submitted'
      ? act.some(({ type: other }) => other === 'change.created')
      : isAgain && (type === 'gate.decided' || type === 'deployment.reported');
  },
  isRepetition: (a, b) =>
    a.type === b.type &&
    repeatable.has(a.type) &&
    (a.actor === b.actor || actsOfSystem.has(a.type)) &&
    a.data.decision === b.data.decision,
};

/** The entries of a change as lines for people, oldest first. */
export function foldTimeline(events: readonly TimelineEvent[]): TimelineLine[] {
  return fold(events, roles);
}
