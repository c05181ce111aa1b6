import {
  Interval,
  mergeIntervals,
} from '@countersign/plugin-governance-common';
import { MetricsScope, TimedIncident } from './figures';

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
  incidents: readonly TimedIncident[],
  { period }: MetricsScope,
  now: string,
): BetweenFailures {
  const [from, to] = [Date.parse(period.from), Date.parse(period.to)];
  const until = Math.min(to, Math.max(from, Date.parse(now)));
  const byService = new Map<string, Interval[]>();
  let failures = 0;
  for (const { entities, startedAt, downUntil = until } of incidents) {
    const [service] = entities;
    if (service === undefined) continue;
    failures += 1;
    const down = {
      start: Math.max(from, startedAt),
      end: Math.min(until, downUntil),
    };
    const downs = byService.get(service);
    if (downs) downs.push(down);
    else byService.set(service, [down]);
  }
  const operating = [...byService.values()].reduce((sum, downs) => {
    const down = mergeIntervals(downs.filter(({ start, end }) => start < end));
    return down.reduce(
      (rest, { start, end }) => rest - (end - start),
      sum + until - from,
    );
  }, 0);
  return {
    failures,
    operatingSeconds: operating / 1000,
    services: byService.size,
    ...(failures > 0 && { seconds: operating / 1000 / failures }),
  };
}
