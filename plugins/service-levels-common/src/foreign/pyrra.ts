import { readSelector, selectorText } from '../series';
import { readDuration } from '../window';
import {
  ImportOptions,
  MadeDocument,
  nameOf,
  ratio,
  rolling,
  shareOf,
  sloDocument,
} from './openSlo';
import { Part } from './Part';

/** An objective of Pyrra. */
export function pyrraObjective(
  root: Part,
  options: ImportOptions,
): MadeDocument {
  root.at('apiVersion').take();
  root.at('kind').take();
  const metadata = root.at('metadata');
  const spec = root.at('spec');
  const own = metadata.at('name');
  const name = nameOf(own.text() ?? '', own);
  const { service } = options;
  if (!service) {
    own.warn(
      'service',
      `Pyrra does not say whose promise it is: it is taken for that of ${name}; name another with --service`,
    );
  }
  const window = spec.at('window');
  const duration = window.text() ?? '';
  if (!readDuration(duration)) {
    window.refuse('window', 'Expected whole days or weeks, as in 28d or 4w');
  }
  const common = {
    name,
    description: spec.at('description').text(),
    labels: metadata.at('labels').texts(),
    service: service ?? name,
    target: shareOf(spec.at('target').number()),
    window: rolling(duration),
  };
  const indicator = spec.at('indicator');
  const gauge = indicator.at('bool_gauge', 'boolGauge');
  if (gauge.isThere) {
    noGrouping(gauge);
    return sloDocument({
      ...common,
      indicator: {
        thresholdMetric: {
          metricSource: {
            metricSourceRef: options.source,
            spec: query(gauge.at('metric')),
          },
        },
      },
      compared: { op: 'gte', value: 1 },
    });
  }
  return sloDocument({ ...common, indicator: ratioOf(indicator, options) });
}

function ratioOf(indicator: Part, { source }: ImportOptions) {
  const errors = indicator.at('ratio');
  if (errors.isThere) {
    noGrouping(errors);
    return ratio(source, 'bad', {
      part: query(errors.at('errors').at('metric')),
      total: query(errors.at('total').at('metric')),
    });
  }
  const latency = indicator.at('latency');
  if (latency.isThere) {
    noGrouping(latency);
    const success = latency.at('success').at('metric');
    const part = query(success);
    if (!/[{,]le=/.test(part.query)) {
      success.refuse(
        'latency',
        'The bucket has no bound: write le="…" into the selector',
      );
    }
    return ratio(source, 'good', {
      part,
      total: query(latency.at('total').at('metric')),
    });
  }
  return indicator.refuse(
    'indicator',
    'Only ratio, latency and bool_gauge can be carried over: native histograms are not in the text format of Prometheus',
  );
}

function noGrouping(part: Part): void {
  const grouping = part.at('grouping');
  if (grouping.items().length > 0) {
    grouping.refuse(
      'grouping',
      'Grouping makes an objective of each value of a label: write one for each that makes a promise',
    );
  }
}

function query(metric: Part): { query: string } {
  const selector = readSelector(metric.text() ?? '');
  return typeof selector === 'string'
    ? metric.refuse('query', selector)
    : { query: selectorText(selector) };
}
