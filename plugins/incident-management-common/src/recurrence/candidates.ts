import {
  entity,
  joined,
  record,
  say,
  Sentence,
} from '@countersign/plugin-governance-common';

/** An incident, as far as it may be one of several with a common reason. */
export interface PastIncident {
  number: string;
  /** When the impact began: ISO 8601. */
  started: string;
  /** What is hit, the most important first. */
  entities: readonly string[];
  /** What its alerts watch, such as the name of a rule. */
  conditions: readonly string[];
  /** Numbers of the changes that were confirmed as its causes. */
  causes: readonly string[];
  /** Numbers of the problems it is a case of. */
  problems: readonly string[];
}

/** Incidents that look alike, of which nobody has made a problem yet. */
export interface ProblemCandidate {
  /** The same for the same incidents, and for more of their kind. */
  key: string;
  entity: string;
  /** What they have in common beside the entity. */
  condition?: string;
  cause?: string;
  /** The numbers, oldest first. */
  incidents: string[];
  /** Why they are proposed. */
  reason: Sentence;
}

/** Older incidents say little about what is wrong today. */
export const RECURRENCE_REACH_MS = 90 * 86_400_000;
/** Alerts of one condition fire for many reasons; a cause that somebody confirmed twice is one. */
const LEAST = { condition: 3, cause: 2 };

/**
 * Problems that should be looked for: incidents on one entity with the same condition, or with the same confirmed cause. Those
 * with the most incidents come first. What is a case of a problem already is not counted again.
 *
 * @param now - Milliseconds since 1970.
 */
export function problemCandidates(
  incidents: readonly PastIncident[],
  now: number,
): ProblemCandidate[] {
  const recent = incidents
    .filter(
      ({ started, problems }) =>
        problems.length === 0 &&
        Date.parse(started) > now - RECURRENCE_REACH_MS &&
        Date.parse(started) <= now,
    )
    .sort(
      (a, b) =>
        Date.parse(a.started) - Date.parse(b.started) ||
        (a.number < b.number ? -1 : 1),
    );
  return [
    ...alike(recent, 'condition', ({ conditions }) => conditions),
    ...alike(recent, 'cause', ({ causes }) => causes),
  ].sort(
    (a, b) =>
      b.incidents.length - a.incidents.length || (a.key < b.key ? -1 : 1),
  );
}

function alike(
  incidents: readonly PastIncident[],
  kind: 'condition' | 'cause',
  of: (incident: PastIncident) => readonly string[],
): ProblemCandidate[] {
  const groups = new Map<
    string,
    { entity: string; common: string; numbers: string[] }
  >();
  for (const incident of incidents) {
    const [ref] = incident.entities;
    if (ref === undefined) continue;
    for (const common of new Set(of(incident))) {
      const key = JSON.stringify([kind, ref, common]);
      const group = groups.get(key);
      if (group) group.numbers.push(incident.number);
      else groups.set(key, { entity: ref, common, numbers: [incident.number] });
    }
  }
  return [...groups]
    .filter(([, { numbers }]) => numbers.length >= LEAST[kind])
    .map(([key, group]) => ({
      key,
      entity: group.entity,
      [kind]: group.common,
      incidents: group.numbers,
      reason: reasonOf(kind, group),
    }));
}

function reasonOf(
  kind: 'condition' | 'cause',
  group: { entity: string; common: string; numbers: string[] },
): Sentence {
  const times = `${group.numbers.length} incidents`;
  const numbers = joined(group.numbers.map(record), ', ');
  return kind === 'cause'
    ? say`${times} on ${entity(group.entity)} were caused by ${record(
        group.common,
      )}: ${numbers}`
    : say`${times} on ${entity(group.entity)} with the same condition, ${
        group.common
      }: ${numbers}`;
}
