import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { ChangeEventType } from '../model';
import { actsOfSystem, isActOfSystem, weights } from './entryRoles';

/** A line of the timeline: one entry that says what happened, and those that belong to it. */
export interface TimelineLine {
  /** The entry that the line tells. */
  lead: TimelineEvent;
  /** Every entry behind the line, the lead among them, oldest first. */
  events: TimelineEvent[];
  /** How often the same happened in a row. */
  times: number;
}

/**
 * Entries as lines for people, oldest first: what one act wrote is one line, and what happened again and again is one,
 * too. Nothing is lost and nothing changes places: the entries behind the lines, one after the other, are the entries.
 */
export function foldTimeline(events: readonly TimelineEvent[]): TimelineLine[] {
  const lines: TimelineLine[] = [];
  for (const act of actsOf(events)) {
    const line: TimelineLine = { lead: leadOf(act), events: act, times: 1 };
    const last = lines.at(-1);
    if (last && isRepetition(last.lead, line.lead)) {
      lines[lines.length - 1] = {
        lead: line.lead,
        events: [...last.events, ...act],
        times: last.times + 1,
      };
    } else {
      lines.push(line);
    }
  }
  return lines;
}

/** What was written together: by one actor at one moment. Comments stand alone, and opening is not submitting. */
function actsOf(events: readonly TimelineEvent[]): TimelineEvent[][] {
  const acts: TimelineEvent[][] = [];
  for (const event of events) {
    const act = acts.at(-1);
    const last = act?.at(-1);
    if (
      act &&
      last &&
      last.occurredAt === event.occurredAt &&
      isOfOne(act, event) &&
      ![event.type, last.type].includes('change.commented') &&
      !startsAnew(event, act)
    ) {
      act.push(event);
    } else {
      acts.push([event]);
    }
  }
  return acts;
}

/** What Countersign does belongs to whatever made it do it. */
function isOfOne(act: readonly TimelineEvent[], event: TimelineEvent): boolean {
  const doer = act.find(each => !isActOfSystem(each));
  return !doer || isActOfSystem(event) || doer.actor === event.actor;
}

/** A second act of its own at the same moment, such as the submission right after the opening. */
function startsAnew(event: TimelineEvent, act: TimelineEvent[]): boolean {
  const { type } = event;
  const isAgain = act.some(each => each.type === type);
  return type === 'change.submitted'
    ? act.some(({ type: other }) => other === 'change.created')
    : isAgain && (type === 'gate.decided' || type === 'deployment.reported');
}

/** The weightiest; of equals the first. */
function leadOf(act: readonly TimelineEvent[]): TimelineEvent {
  return act.reduce((lead, event) =>
    weightOf(event) > weightOf(lead) ? event : lead,
  );
}

function weightOf({ type }: TimelineEvent): number {
  return weights[type as ChangeEventType] ?? 0;
}

/** What is told once however often it happens in a row, as long as the same person or machine does it. */
const repeatable = new Set<string>([
  'gate.decided',
  'change.updated',
  'change.assessed',
  'change.relied',
  'change.ruleset',
  'change.rules_adopted',
] satisfies ChangeEventType[]);

function isRepetition(a: TimelineEvent, b: TimelineEvent): boolean {
  return (
    a.type === b.type &&
    repeatable.has(a.type) &&
    (a.actor === b.actor || actsOfSystem.has(a.type)) &&
    a.data.decision === b.data.decision
  );
}
