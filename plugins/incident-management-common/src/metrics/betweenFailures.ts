import {
  Interval,
  mergeIntervals,
} from '@countersign/plugin-governance-common';
import { MeasuredIncident, MetricsScope } from './figures';

/** Operating time and failures: MTBF is the one divided by the other. */
export interface BetweenFailures {
  failures: number;
  /** Time in which the services worked, in seconds, added up over them. */
  operatingSeconds: number;
  /** How many services had a failure: only their time counts. */
  services: number;
  /** Operating time ÷ failures, in seconds; absent where nothing failed. */
  seconds?: number;
}

/**
 * Mean time between failures. A service is what an incident names first; its down time is what its incidents cover together
 * from start to restored, and up to `now` where one goes on.
 */
export function betweenFailures(
  incidents: readonly MeasuredIncident[],
  { period }: MetricsScope,
  now: string,
): BetweenFailures {
  const [from, to] = [Date.parse(period.from), Date.parse(period.to)];
  const until = Math.min(to, Math.max(from, Date.parse(now)));
  const byService = new Map<string, Interval[]>();
  for (const { entities, times } of incidents) {
    const end = times.restored ?? times.resolved;
    const down = {
      start: Math.max(from, Date.parse(times.started)),
      end: Math.min(until, end === undefined ? until : Date.parse(end)),
    };
    const [service] = entities;
    if (service === undefined) continue;
    byService.set(service, [...(byService.get(service) ?? []), down]);
  }
  const operating = [...byService.values()].reduce((sum, downs) => {
    const down = mergeIntervals(downs.filter(({ start, end }) => start < end));
    return down.reduce(
      (rest, { start, end }) => rest - (end - start),
      sum + until - from,
    );
  }, 0);
  const failures = [...byService.values()].flat().length;
  return {
    failures,
    operatingSeconds: operating / 1000,
    services: byService.size,
    ...(failures > 0 && { seconds: operating / 1000 / failures }),
  };
}
