import { instantSchema } from '@countersign/plugin-governance-common';
import { z } from 'zod';

/**
 * The times of an incident, apart from its state. Impact starts before anybody knows of it, and `restored` is when the
 * service was as before, whether or not anybody had done anything.
 */
export const incidentTimes = [
  'started',
  'detected',
  'acknowledged',
  'mitigated',
  'restored',
  'resolved',
] as const;
/** One of {@link incidentTimes}. */
export type IncidentTime = (typeof incidentTimes)[number];

/** The times that are known. */
export const timesSchema = z.object({
  started: instantSchema,
  detected: instantSchema,
  acknowledged: instantSchema.optional(),
  mitigated: instantSchema.optional(),
  restored: instantSchema.optional(),
  resolved: instantSchema.optional(),
});
/** See {@link timesSchema}. */
export type Times = z.output<typeof timesSchema>;

/** What may not come before what. A service may be restored before anybody has acknowledged that it was not. */
const orders: readonly (readonly IncidentTime[])[] = [
  ['started', 'detected', 'acknowledged', 'mitigated', 'resolved'],
  ['started', 'restored', 'resolved'],
  ['mitigated', 'restored'],
];

/** The first two times that are in the wrong order; undefined where all are in order. */
export function disorder(
  times: Partial<Times>,
): { earlier: IncidentTime; later: IncidentTime } | undefined {
  for (const order of orders) {
    const known = order.filter(name => times[name] !== undefined);
    for (let i = 1; i < known.length; i++) {
      const [first, next] = [known[i - 1], known[i]];
      if (Date.parse(times[first]!) > Date.parse(times[next]!)) {
        return { earlier: first, later: next };
      }
    }
  }
  return undefined;
}

/**
 * The stamp of something that happens now: not before what it may not come before, as clocks of two replicas differ by a
 * little and the order of the ledger is what happened.
 */
export function stampAfter(
  times: Partial<Times>,
  name: IncidentTime,
  now: string,
): string {
  const before = orders.flatMap(order => {
    const at = order.indexOf(name);
    return at < 0 ? [] : order.slice(0, at).map(each => times[each]);
  });
  return latest([now, ...before]);
}

/** Whether a time that is set so makes a figure look better than it is now. */
export function flatters(
  name: IncidentTime,
  from: string | undefined,
  to: string,
): boolean {
  // A time that nobody had stamped fills a gap that the figures would have shown.
  if (from === undefined) return true;
  return name === 'started'
    ? Date.parse(to) > Date.parse(from)
    : Date.parse(to) < Date.parse(from);
}

/** The latest of several instants in ISO 8601. */
function latest(instants: readonly (string | undefined)[]): string {
  return instants
    .filter(each => each !== undefined)
    .reduce((a, b) => (Date.parse(a) >= Date.parse(b) ? a : b));
}

/** The earlier of two instants in ISO 8601. */
export function earlier(a: string, b: string): string {
  return Date.parse(a) <= Date.parse(b) ? a : b;
}
