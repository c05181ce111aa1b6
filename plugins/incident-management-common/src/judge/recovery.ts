import { incidentEntrySchemas } from '../entries';
import type { IncidentEntry } from '../facts';
import { IncidentFacts, stampAfter } from '../model';

const ENDED = 'incident.alerts_ended';

/**
 * When the service was as before, by what the ledger has of the alerts: when the last one ended, as its sender says. A sender
 * is not believed beyond what we heard: it did not end before we last heard that it went on. Nor was anything over before
 * the incident was reopened or took another one over. Never in the future, and in order with the other times.
 *
 * @param story - The timeline of the incident up to now.
 * @returns undefined where no end of an alert is on record
 */
export function recoveredAt(
  facts: IncidentFacts,
  story: readonly IncidentEntry[],
  now: string,
): string | undefined {
  const own = story.filter(({ subject }) => subject === facts.number);
  const ends = own.flatMap(endsIn);
  if (ends.length === 0) return undefined;
  // There may be more of them than a call takes arguments.
  const last = [...ends, ...own.flatMap(notBefore)]
    .map(each => Date.parse(each))
    .reduce((a, b) => Math.max(a, b));
  const at = Math.min(last, Date.parse(now));
  return stampAfter(facts.times, 'restored', new Date(at).toISOString());
}

/**
 * When the service was as before, where a person ends the incident: when its last alert ended. Whoever said after that, by
 * reopening it, that it goes on knew more than the alerts: then it is over when a person says so.
 */
export function recoveredBefore(
  facts: IncidentFacts,
  story: readonly IncidentEntry[],
  now: string,
): string | undefined {
  const at = recoveredAt(facts, story, now);
  const isContradicted = story.some(
    ({ subject, type, occurredAt }) =>
      subject === facts.number &&
      type === 'incident.reopened' &&
      at !== undefined &&
      Date.parse(occurredAt) >= Date.parse(at),
  );
  return isContradicted ? undefined : at;
}

/** When alerts ended. Where nobody knows when one was last heard, it is when its end was written down. */
function endsIn({ type, data, occurredAt }: IncidentEntry): string[] {
  if (type !== ENDED) return [];
  const read = incidentEntrySchemas[ENDED].safeParse(data);
  return (read.data?.alerts ?? []).flatMap(({ endedAt, heardAt }) => [
    endedAt,
    heardAt ?? occurredAt,
  ]);
}

/** When it was not over yet, whatever anybody says of the end. */
function notBefore({ type, data, occurredAt }: IncidentEntry): string[] {
  switch (type) {
    case 'incident.opened':
    case 'incident.alerts_added': {
      const read = incidentEntrySchemas[type].safeParse(data);
      return (read.data?.alerts ?? []).map(({ receivedAt }) => receivedAt);
    }
    case 'incident.reopened':
    case 'incident.absorbed':
      return [occurredAt];
    default:
      return [];
  }
}
