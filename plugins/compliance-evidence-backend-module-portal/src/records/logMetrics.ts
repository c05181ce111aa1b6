import { InputError } from '@backstage/errors';
import {
  LogMetric,
  metricFilter,
  ServiceLogsClient,
} from '@countersign/plugin-service-logs-common';
import { Collection, demandPeriod, mapFew, Period, TokenFor } from './model';

/** Counts stand in the answer up to an edge, and in all where there is none. */
interface Counted {
  le?: number;
  count: number;
}

/**
 * Metrics as code that count log entries, each with what it counted in a period: all of them, and of a distribution those up to
 * each edge.
 */
export function logMetrics(
  client: ServiceLogsClient,
  tokenFor: TokenFor,
): Collection {
  return async function* read(ask) {
    const period = demandPeriod(ask, 'log-metrics');
    const { metrics: names = [], signal, gap } = ask;
    if (names.length === 0) {
      throw new InputError(
        'The log-metrics of the portal are asked for by name: add the line metrics: …',
      );
    }
    const options = async () => ({
      ...(await tokenFor('service-logs')),
      signal,
    });
    const records = await mapFew([...new Set(names)], async name => {
      const metric = await client.getMetric(name, await options());
      const count = async (le?: number): Promise<Counted> => {
        const { total, complete, countedFrom } = await client.getHistogram(
          question(metric, period, le),
          await options(),
        );
        if (!complete) {
          gap(
            `The metric ${name} could not be counted in time${
              countedFrom === undefined
                ? ''
                : `: what is before ${countedFrom} is missing`
            }`,
          );
        }
        return { ...(le !== undefined && { le }), count: total };
      };
      const { type, entity, source, filter } = metric.spec;
      const { count: all } = await count();
      const edges =
        metric.spec.type === 'distribution' ? metric.spec.buckets : [];
      const upTo: Counted[] = [];
      for (const le of edges) upTo.push(await count(le));
      return {
        ...{ name, title: metric.metadata.title ?? name, type, entity },
        ...{ source: source ?? null, filter },
        ...{ from: period.from, to: period.untilNow, count: all },
        ...(edges.length > 0 && { upTo }),
      };
    });
    yield { records, stated: records.length };
  };
}

function question(
  metric: LogMetric,
  { from, untilNow: to }: Period,
  le?: number,
) {
  const asked = metricFilter(metric, le);
  if ('problem' in asked) throw new InputError(asked.problem);
  const { entity: entityRef, source } = metric.spec;
  return { entityRef, source, filter: asked.filter, from, to };
}
