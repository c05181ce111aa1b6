import { Library } from '../Library';
import { Indicator } from '../objective';
import { IndicatorSpec, ObjectiveSpec, OpenSlo } from '../schemas';
import { checkBuckets } from './buckets';
import { Path, Place, Refused } from './Place';

/** What is measured of an objective: by its own indicator or that of its SLO, written there or elsewhere. */
export function findIndicator(
  slo: OpenSlo<'SLO'>,
  spec: ObjectiveSpec,
  library: Library,
  at: Place,
  path: Path,
): Indicator {
  const holders: [Path, Pick<ObjectiveSpec, 'indicator' | 'indicatorRef'>][] = [
    [path, spec],
    [['spec'], slo.spec],
  ];
  const given = holders.flatMap(([place, { indicator, indicatorRef }]) => [
    ...(indicator
      ? [{ path: [...place, 'indicator', 'spec'], indicator }]
      : []),
    ...(indicatorRef
      ? [{ path: [...place, 'indicatorRef'], ref: indicatorRef }]
      : []),
  ]);
  if (given.length !== 1) {
    const where = given.at(1)?.path ?? ['spec'];
    const said =
      given.length === 0 ? 'There is no indicator' : 'There are two indicators';
    return at.refuse(
      where,
      'indicator',
      `${said}: give one, as indicator or indicatorRef`,
    );
  }
  const [only] = given;
  const found: { spec: IndicatorSpec } | undefined =
    'ref' in only && only.ref !== undefined
      ? library.find('SLI', only.ref, at.source, only.path)
      : (only as { indicator: { spec: IndicatorSpec } }).indicator;
  if (!found) throw new Refused();
  const indicator = indicatorOf(found.spec, spec, at, {
    own: only.path,
    objective: path,
  });
  for (const metric of metricsOf(indicator)) {
    if (metric.metricSourceRef) {
      library.find('DataSource', metric.metricSourceRef, at.source, only.path);
    } else if (!metric.type) {
      at.refuse(
        only.path,
        'metric-source',
        'A metric needs metricSourceRef, or a type',
      );
    }
    checkBuckets(metric.spec, at, only.path);
  }
  return indicator;
}

function indicatorOf(
  { ratioMetric, thresholdMetric }: IndicatorSpec,
  { op, value }: ObjectiveSpec,
  at: Place,
  paths: { own: Path; objective: Path },
): Indicator {
  const { own, objective } = paths;
  if (ratioMetric && thresholdMetric) {
    return at.refuse(
      [...own, 'thresholdMetric'],
      'indicator',
      'An indicator is a ratioMetric or a thresholdMetric, not both',
    );
  }
  if (thresholdMetric) {
    if (op === undefined || value === undefined) {
      return at.refuse(
        objective,
        'threshold',
        'A threshold metric needs op and value, as in op: lte and value: 0.3',
      );
    }
    return {
      kind: 'threshold',
      metric: thresholdMetric.metricSource,
      op,
      value,
    };
  }
  if (!ratioMetric) {
    return at.refuse(
      own,
      'indicator',
      'An indicator needs a ratioMetric or a thresholdMetric',
    );
  }
  if (op !== undefined || value !== undefined) {
    at.warn(
      [...objective, op === undefined ? 'value' : 'op'],
      'threshold',
      'Only a threshold metric is compared with a value; it is ignored',
    );
  }
  const { good, bad, total, raw, rawType, counter } = ratioMetric;
  const ratio = [...own, 'ratioMetric'];
  if (raw) {
    if (good || bad || total) {
      return at.refuse(
        [...ratio, 'raw'],
        'indicator',
        'raw is a ratio by itself: leave out good, bad and total',
      );
    }
    return {
      kind: 'raw',
      gives: rawType ?? 'success',
      ratio: raw.metricSource,
    };
  }
  if (good && bad) {
    return at.refuse(
      [...ratio, 'bad'],
      'indicator',
      'Give good or bad beside total, not both: they could contradict each other',
    );
  }
  const part = good ?? bad;
  if (!part || !total) {
    return at.refuse(
      ratio,
      'indicator',
      'A ratio needs total, and good or bad',
    );
  }
  return {
    kind: 'ratio',
    counted: good ? 'good' : 'bad',
    part: part.metricSource,
    total: total.metricSource,
    counter: counter ?? true,
  };
}

function metricsOf(indicator: Indicator) {
  switch (indicator.kind) {
    case 'ratio':
      return [indicator.part, indicator.total];
    case 'raw':
      return [indicator.ratio];
    default:
      return [indicator.metric];
  }
}
