import { TimelineEvent } from '@countersign/plugin-ledger-common';

/** A line of a timeline: one entry that says what happened, and those that belong to it. */
export interface TimelineLine {
  /** The entry that the line tells. */
  lead: TimelineEvent;
  /** Every entry behind the line, the lead among them, oldest first. */
  events: TimelineEvent[];
  /** How often the same happened in a row. */
  times: number;
}

/** What the entries of an area are to a reader of a timeline. */
export interface EntryRoles {
  /** Which entry tells what happened where one act wrote several: the weightiest, and of equals the first. */
  weightOf(event: TimelineEvent): number;
  /** What Countersign did by itself belongs to whatever made it do it. */
  isActOfSystem(event: TimelineEvent): boolean;
  /** A line of its own whatever stands beside it, as what somebody said. */
  standsAlone(event: TimelineEvent): boolean;
  /** A second act of its own at the same moment. */
  startsAnew(event: TimelineEvent, act: readonly TimelineEvent[]): boolean;
  /** What is told once however often it happens in a row. */
  isRepetition(before: TimelineEvent, event: TimelineEvent): boolean;
}

/** Roles of entries that each tell something of their own. */
export const plainRoles: EntryRoles = {
  weightOf: () => 0,
  isActOfSystem: () => false,
  standsAlone: () => true,
  startsAnew: () => false,
  isRepetition: () => false,
};

/**
 * Entries as lines for people, oldest first: what one act wrote is one line, and what happened again and again is one,
 * too. Nothing is lost and nothing changes places: the entries behind the lines, one after the other, are the entries.
 */
export function foldTimeline(
  events: readonly TimelineEvent[],
  roles: EntryRoles = plainRoles,
): TimelineLine[] {
  const lines: TimelineLine[] = [];
  for (const act of actsOf(events, roles)) {
    const line: TimelineLine = {
      lead: leadOf(act, roles),
      events: act,
      times: 1,
    };
    const last = lines.at(-1);
    if (last && roles.isRepetition(last.lead, line.lead)) {
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

/** What was written together: by one actor at one moment. */
function actsOf(
  events: readonly TimelineEvent[],
  roles: EntryRoles,
): TimelineEvent[][] {
  const acts: TimelineEvent[][] = [];
  for (const event of events) {
    const act = acts.at(-1);
    const last = act?.at(-1);
    if (
      act &&
      last &&
      last.occurredAt === event.occurredAt &&
      isOfOne(act, event, roles) &&
      ![event, last].some(each => roles.standsAlone(each)) &&
      !roles.startsAnew(event, act)
    ) {
      act.push(event);
    } else {
      acts.push([event]);
    }
  }
  return acts;
}

function isOfOne(
  act: readonly TimelineEvent[],
  event: TimelineEvent,
  { isActOfSystem }: EntryRoles,
): boolean {
  const doer = act.find(each => !isActOfSystem(each));
  return !doer || isActOfSystem(event) || doer.actor === event.actor;
}

function leadOf(
  act: readonly TimelineEvent[],
  { weightOf }: EntryRoles,
): TimelineEvent {
  return act.reduce((lead, event) =>
    weightOf(event) > weightOf(lead) ? event : lead,
  );
}
