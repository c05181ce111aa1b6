import { Objective } from '../openslo';
import { cloudEvents, CloudEvents } from './filters';
import { Inexpressible, TerraformObjective } from './types';

type Counted = Pick<TerraformObjective, 'ratio' | 'cut' | 'slice'>;

const DAY = 86_400_000;
const SHORTEST_SLICE = 60_000;
const TO_THE_PORTAL = 'Leave it to the portal';

/** What an objective counts, as Cloud Monitoring counts it, or why it cannot. */
export function cloudIndicator(objective: Objective): Counted | Inexpressible {
  if (objective.composite) {
    return refuse(
      'cloud-composite',
      `Cloud Monitoring makes no objective of other ones. ${TO_THE_PORTAL}`,
    );
  }
  const counted = countedOf(objective);
  if ('rule' in counted) return counted;
  const slice = sliceOf(objective);
  return slice && 'rule' in slice
    ? slice
    : { ...counted, ...(slice && { slice }) };
}

function countedOf({ indicator }: Objective): Counted | Inexpressible {
  if (indicator.kind !== 'ratio') {
    return refuse(
      'cloud-indicator',
      `Cloud Monitoring counts good or bad events among all: ${
        indicator.kind === 'raw'
          ? 'a ratio that is worked out already'
          : 'a value against a threshold'
      } is none. ${TO_THE_PORTAL}`,
    );
  }
  if (!indicator.counter) {
    return refuse(
      'cloud-gauge',
      `Cloud Monitoring counts by counters: this metric is a number of its own at each time. ${TO_THE_PORTAL}`,
    );
  }
  const part = cloudEvents(indicator.part.spec);
  if ('rule' in part) return part;
  const total = cloudEvents(indicator.total.spec);
  if ('rule' in total) return total;
  return part.upTo === undefined
    ? ratioOf(indicator.counted, part, total)
    : cutOf(indicator.counted, part.upTo, part, total);
}

function ratioOf(
  counted: 'good' | 'bad',
  part: CloudEvents,
  total: CloudEvents,
): Counted | Inexpressible {
  if (part.distribution || total.distribution) {
    return refuse(
      'cloud-distribution',
      `Cloud Monitoring makes a ratio of counters only: count a counter, such as http_requests_total, in place of a histogram`,
    );
  }
  return { ratio: { [counted]: part.filter, total: total.filter } as never };
}

function cutOf(
  counted: 'good' | 'bad',
  upTo: number,
  part: CloudEvents,
  total: CloudEvents,
): Counted | Inexpressible {
  if (counted === 'bad') {
    return refuse(
      'cloud-distribution',
      'Of a distribution Cloud Monitoring takes what is good: say good in place of bad',
    );
  }
  if (part.filter !== total.filter || total.upTo !== undefined) {
    return refuse(
      'cloud-distribution',
      'What is good has to be the events of a distribution up to an edge, and the total all of its events',
    );
  }
  return { cut: { filter: part.filter, max: upTo } };
}

function sliceOf({
  method,
}: Objective): TerraformObjective['slice'] | Inexpressible {
  if (method.kind === 'occurrences') return undefined;
  if (method.kind === 'ratio-timeslices') {
    return refuse(
      'cloud-method',
      `Cloud Monitoring knows no RatioTimeslices. ${TO_THE_PORTAL}`,
    );
  }
  const { slice, sliceTarget } = method;
  return slice >= SHORTEST_SLICE && DAY % slice === 0
    ? { seconds: slice / 1000, target: sliceTarget }
    : refuse(
        'cloud-slice',
        'A slice has to be a minute at least, and to fit into a day so many times',
      );
}

function refuse(rule: string, message: string): Inexpressible {
  return { rule, message };
}
