import { instant } from '../estate';
import { Quarter } from '../Quarter';
import { checks, CHECKS_METRIC, errors } from '../systems/operations';
import { DemoSize } from '../DemoSource';

/** So many entries come at once; Google gives as many, or fewer. */
const ENTRIES_A_PAGE = 50;

/** What is wrong with a request, as Google's APIs say it. */
export class BadRequest extends Error {}

/** What the made-up systems are, and what time it is for them. */
export interface CloudSize extends DemoSize {
  now: () => number;
}

function periodOf(from: string, to: string, { rows, seed }: CloudSize) {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  if (Number.isNaN(start) || Number.isNaN(end) || start >= end) {
    throw new BadRequest(`There is no time from ${from} to ${to}`);
  }
  return new Quarter(start, end, { rows, seed });
}

function pageOf(token: unknown): number {
  const page = Number(token || 0);
  if (Number.isInteger(page) && page >= 0) return page;
  throw new BadRequest(`There is no page ${token}`);
}

/** What `entries:list` of Cloud Logging answers. */
export function listEntries(
  { filter, pageToken }: { filter?: unknown; pageToken?: unknown },
  size: CloudSize,
): object {
  const asked =
    /^timestamp >= "([^"]+)" AND timestamp < "([^"]+)" AND severity >= ERROR$/.exec(
      String(filter),
    );
  if (!asked) {
    throw new BadRequest(
      `This logging understands timestamp >= "…" AND timestamp < "…" AND severity >= ERROR, not ${filter}`,
    );
  }
  const all = [...errors(periodOf(asked[1], asked[2], size), size.now())];
  const page = pageOf(pageToken);
  const from = page * ENTRIES_A_PAGE;
  const entries = all.slice(from, from + ENTRIES_A_PAGE);
  return {
    entries,
    ...(from + ENTRIES_A_PAGE < all.length && {
      nextPageToken: String(page + 1),
    }),
  };
}

/** What `timeSeries` of Cloud Monitoring answers: a series of a service on each page. */
export function listTimeSeries(
  query: URLSearchParams,
  size: CloudSize,
): object {
  const filter = query.get('filter');
  if (filter !== `metric.type = "${CHECKS_METRIC}"`) {
    throw new BadRequest(
      `This monitoring has the metric ${CHECKS_METRIC} only, and was asked for ${filter}`,
    );
  }
  const period = periodOf(
    query.get('interval.startTime') ?? '',
    query.get('interval.endTime') ?? '',
    size,
  );
  const series = new Map<string, object[]>();
  for (const { service, at, passed } of checks(period, size.now())) {
    const points = series.get(service) ?? [];
    points.push({
      interval: { startTime: instant(at), endTime: instant(at) },
      value: { boolValue: passed },
    });
    series.set(service, points);
  }
  const page = pageOf(query.get('pageToken'));
  const [service, points] = [...series][page] ?? [];
  return {
    timeSeries: service
      ? [
          {
            metric: { type: CHECKS_METRIC, labels: { service } },
            resource: {
              type: 'global',
              labels: { project_id: 'larkspur-prod' },
            },
            metricKind: 'GAUGE',
            valueType: 'BOOL',
            points,
          },
        ]
      : [],
    ...(page + 1 < series.size && { nextPageToken: String(page + 1) }),
  };
}
