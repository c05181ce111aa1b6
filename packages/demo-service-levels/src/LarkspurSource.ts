import {
  MetricReading,
  readSelector,
} from '@countersign/plugin-service-levels-common';
import {
  MetricQuery,
  ServiceLevelSource,
  SourceError,
  SourceReading,
} from '@countersign/plugin-service-levels-node';
import { countsOf, estateTraffic, Traffic } from './services';

const MINUTE = 60_000;
const LONGEST_CATCH_UP = 2 * 24 * 60 * MINUTE;

/** Nobody hears of the order worker any more: its metrics are gone since a day. */
const SILENT = 'order-worker';

/**
 * What a Prometheus of Larkspur would say of the services that run nowhere: `requests_total{service="checkout-api"}` and
 * `requests_failed_total`, quiet traffic from now on.
 */
export class LarkspurSource implements ServiceLevelSource {
  readonly name = 'larkspur';
  readonly interval = MINUTE;

  /** @param isOn - Whether the portal has demo records; without them nothing is made up. */
  constructor(private readonly isOn: boolean) {}

  check(spec: Record<string, unknown>): string | undefined {
    const asked = askedOf(spec);
    return typeof asked === 'string' ? asked : undefined;
  }

  async read(
    queries: readonly MetricQuery[],
    { now }: { now: number },
  ): Promise<SourceReading> {
    if (!this.isOn) {
      throw new SourceError(
        'The services of the estate run nowhere, and the portal has no demo records',
      );
    }
    const at = Math.floor(now / MINUTE) * MINUTE;
    return {
      at: now,
      metrics: new Map(queries.map(query => [query.key, readingOf(query, at)])),
    };
  }

  look(
    queries: readonly MetricQuery[],
    options: { now: number },
  ): Promise<SourceReading> {
    return this.read(queries, options);
  }
}

/** What was counted since it was read last, minute by minute. */
function readingOf(
  { spec, readTo }: MetricQuery,
  at: number,
): MetricReading | { problem: string } {
  const asked = askedOf(spec);
  if (typeof asked === 'string') return { problem: asked };
  const { service, traffic, failed } = asked;
  if (service === SILENT) {
    return { problem: `There is no series of ${service} any more` };
  }
  const from = Math.max(readTo ?? at - MINUTE, at - LONGEST_CATCH_UP);
  const first = Math.floor(from / MINUTE) * MINUTE + MINUTE;
  const counts = [];
  for (let end = first; end <= at; end += MINUTE) {
    const { bad, total } = countsOf(service, traffic, { end, length: MINUTE });
    counts.push({ at: end, value: failed ? bad : total });
  }
  return { kind: 'counts', counts };
}

function askedOf({
  query,
}: Record<string, unknown>):
  | { service: string; traffic: Traffic; failed: boolean }
  | string {
  const selector = readSelector(String(query));
  if (typeof selector === 'string') return `query: ${selector}`;
  const metrics = ['requests_total', 'requests_failed_total'];
  if (!metrics.includes(selector.metric)) {
    return `There is no metric ${selector.metric}; there are ${metrics.join(
      ' and ',
    )}`;
  }
  const service = selector.matchers.find(({ label }) => label === 'service');
  const traffic: Traffic | undefined =
    estateTraffic[service?.value as keyof typeof estateTraffic];
  return traffic
    ? {
        service: service!.value,
        traffic,
        failed: selector.metric === metrics[1],
      }
    : `Select a service by its label, one of ${Object.keys(estateTraffic).join(
        ', ',
      )}`;
}
