import { exact } from '../arithmetic';
import {
  ImportOptions,
  MadeDocument,
  nameOf,
  ratio,
  rolling,
  sloDocument,
} from './openSlo';
import { Part } from './Part';

const DAY_SECONDS = 86_400;

/** As Google counts calendar periods: from the first of January 2024, a Monday. */
const periods: Record<string, string> = {
  DAY: '1d',
  WEEK: '1w',
  FORTNIGHT: '2w',
  MONTH: '1M',
};

/** A service-level objective of Google Cloud Monitoring, as its API gives it. */
export function googleObjective(
  root: Part,
  options: ImportOptions,
): MadeDocument {
  const full = root.at('name');
  const path = full.text() ?? '';
  const [, service, own] =
    /^projects\/[^/]+\/services\/([^/]+)\/serviceLevelObjectives\/([^/]+)$/.exec(
      path,
    ) ?? [];
  if (!own) {
    full.refuse(
      'name',
      'Expected projects/P/services/S/serviceLevelObjectives/O, as the API gives it',
    );
  }
  const goal = root.at('goal').number();
  return sloDocument({
    name: nameOf(`${service}-${own}`, full),
    displayName: root.at('displayName', 'display_name').text(),
    labels: root.at('userLabels', 'user_labels').texts(),
    service: options.service ?? service,
    target: exact(goal).valueOf(),
    window: windowOf(root),
    indicator: indicatorOf(
      root.at('serviceLevelIndicator', 'service_level_indicator'),
      path,
      options,
    ),
  });
}

function windowOf(root: Part): Record<string, unknown> {
  const period = root.at('rollingPeriod', 'rolling_period');
  if (period.isThere) {
    const text = period.text() ?? '';
    const seconds = Number(/^(\d+)s$/.exec(text)?.[1] ?? NaN);
    return seconds > 0 && seconds % DAY_SECONDS === 0
      ? rolling(`${seconds / DAY_SECONDS}d`)
      : period.refuse(
          'window',
          'Expected whole days in seconds, as in 2592000s',
        );
  }
  const calendar = root.at('calendarPeriod', 'calendar_period');
  const duration = periods[calendar.text() ?? ''];
  if (!duration) {
    return calendar.refuse(
      'window',
      `Expected rollingPeriod, or one of ${Object.keys(periods).join(', ')}`,
    );
  }
  calendar.warn(
    'time-zone',
    'Google does not say in which time zone a period begins: UTC is taken',
  );
  return {
    duration,
    calendar: { startTime: '2024-01-01 00:00:00', timeZone: 'UTC' },
  };
}

function indicatorOf(sli: Part, native: string, { source }: ImportOptions) {
  const requests = sli.at('requestBased', 'request_based');
  const ratios = requests.at('goodTotalRatio', 'good_total_ratio');
  const cut = requests.at('distributionCut', 'distribution_cut');
  if (ratios.isThere) {
    const total = ratios.at('totalServiceFilter', 'total_service_filter');
    const good = ratios.at('goodServiceFilter', 'good_service_filter');
    const bad = ratios.at('badServiceFilter', 'bad_service_filter');
    if (total.isThere) {
      return ratio(source, good.isThere ? 'good' : 'bad', {
        part: filterOf(good.isThere ? good : bad),
        total: filterOf(total),
      });
    }
  }
  if (cut.isThere) {
    const filter = filterOf(
      cut.at('distributionFilter', 'distribution_filter'),
    );
    const least = cut.at('range').at('min');
    if (least.isThere && least.number() > 0) {
      least.refuse(
        'range',
        'Events are counted up to an edge: a range that begins above 0 is not that',
      );
    }
    const upTo = cut.at('range').at('max').number();
    return ratio(source, 'good', { part: { ...filter, upTo }, total: filter });
  }
  sli.take();
  sli.warn(
    'native',
    'Google counts by a rule of its own here: its counts are taken as they are',
  );
  return ratio(source, 'good', {
    part: { nativeSlo: native, events: 'good' },
    total: { nativeSlo: native, events: 'total' },
  });
}

/** A conjunction of equalities; anything else means more than labels. */
function filterOf(part: Part): Record<string, unknown> {
  const text = (part.text() ?? '').trim();
  const term =
    /([a-z_]+(?:\.[a-z_]+)*(?:\."[^"]*")?)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(?:AND\s+)?/gy;
  const labels: Record<string, string> = {};
  let metric: string | undefined;
  let resource: string | undefined;
  let end = 0;
  for (const match of text.matchAll(term)) {
    const [all, field, quoted] = match;
    const value = quoted.replace(/\\(.)/g, '$1');
    end = match.index + all.length;
    if (field === 'metric.type') metric = value;
    else if (field === 'resource.type') resource = value;
    else {
      const label = /^(metric|resource)\.labels?\.(.+)$/.exec(field);
      if (!label) part.refuse('filter', `${field} is no label of a metric`);
      else labels[`${label[1]}.labels.${label[2].replace(/"/g, '')}`] = value;
    }
  }
  if (end < text.length || !metric) {
    part.refuse(
      'filter',
      `Only equalities joined by AND can be carried over, with metric.type among them${
        end < text.length ? `; this is none: ${text.slice(end, end + 40)}` : ''
      }`,
    );
  }
  return {
    metric,
    ...(resource && { resource }),
    ...(Object.keys(labels).length > 0 && { labels }),
  };
}
