import {
  person,
  refuse,
  say,
  time,
} from '@countersign/plugin-governance-common';
import { IncidentEntryData } from '../entries';
import { disorder, IncidentFacts } from '../model';
import { ok, Verdict } from './verdict';
import { IncidentActor } from './world';

/** What the portal knew when an incident was opened. */
export interface OpeningWorld {
  /** ISO 8601. */
  now: string;
  /** The groups that may have private incidents, by configuration. */
  privateGroups: readonly string[];
  /** The groups that whoever declares it belongs to. */
  member: readonly string[];
  /** The incident that it is split off. */
  origin?: IncidentFacts | 'elsewhere';
}

/** Whether an incident may be opened so. */
export function judgeOpening(
  data: IncidentEntryData<'incident.opened'>,
  { ref, by }: IncidentActor,
  world: OpeningWorld,
): Verdict {
  const { started, detected, privateTo, alerts, firing, source } = data;
  const now = Date.parse(world.now);
  const late = (['started', 'detected'] as const).find(
    name => Date.parse(data[name]) > now,
  );
  if (late) {
    return refuse(
      'future',
      say`It would be ${late} only at ${time(data[late])}.`,
      'Give a time until now.',
      [late],
    );
  }
  if (disorder({ started, detected })) {
    return refuse(
      'order',
      'It would be detected before it started.',
      'Give a start not after it was noticed.',
      ['started'],
    );
  }
  if (firing > alerts.length && !data.splitFrom) {
    return refuse('alerts', 'More would fire than there are.', 'Count again.', [
      'firing',
    ]);
  }
  const isByAlerts = source === 'alert';
  if (isByAlerts !== (by === 'system' && alerts.length > 0) && !world.origin) {
    return refuse(
      'source',
      'Only alerts open an incident as one of alerts.',
      'Declare it as what it is.',
      ['source'],
    );
  }
  if (world.origin) return ok;
  if (privateTo === undefined) return ok;
  if (!world.privateGroups.includes(privateTo)) {
    return refuse(
      'private',
      say`${person(privateTo)} has no private incidents.`,
      world.privateGroups.length
        ? `Name ${world.privateGroups.join(' or ')}.`
        : 'Ask an administrator to set incidentManagement.privateGroups.',
      ['privateTo'],
    );
  }
  return world.member.includes(privateTo)
    ? ok
    : refuse(
        'duty',
        say`${person(ref)} is no member of ${person(privateTo)}.`,
        say`Ask somebody of ${person(privateTo)} to declare it.`,
        ['privateTo'],
      );
}
