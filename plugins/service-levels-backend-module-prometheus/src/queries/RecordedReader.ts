import {
  escapeRegex,
  promDuration,
  selectorText,
} from '@countersign/plugin-service-levels-common';
import {
  MetricAnswer,
  MetricQuery,
  MetricUse,
  pointsIn,
  Stretch,
  TimedQuery,
} from '@countersign/plugin-service-levels-node';
import { ApiSeries, PrometheusApi } from '../api/PrometheusApi';

const MOST_OBJECTIVES = 500;
const NAMES = 'slo:(bad|total):step(15s|1m)';

type Points = ApiSeries['points'] | { problem: string };

/** What was recorded, by objective. */
class Recorded {
  readonly #series = new Map<string, ApiSeries[]>();

  constructor(series: readonly ApiSeries[], private readonly stretch: Stretch) {
    for (const each of series) {
      const { __name__: name = '', slo = '' } = each.labels;
      const key = keyOf(name.split(':')[1], slo);
      this.#series.set(key, [...(this.#series.get(key) ?? []), each]);
    }
  }

  /** Of those that the metric is counted for, the first that is recorded. */
  of(uses: readonly MetricUse[]): MetricAnswer {
    const use =
      uses.find(({ objective }) =>
        this.#series.has(keyOf('total', objective)),
      ) ?? uses[0];
    if (!use || use.role === 'value') {
      return {
        problem:
          'What is recorded are counts: read this one from the source that has the values',
      };
    }
    const total = this.#points('total', use.objective);
    if ('problem' in total) return total;
    if (use.role === 'total') return { kind: 'counts', counts: total };
    const bad = this.#points('bad', use.objective);
    if ('problem' in bad) return bad;
    if (use.role === 'bad') return { kind: 'counts', counts: bad };
    const badAt = new Map(bad.map(({ at, value }) => [at, value]));
    return {
      kind: 'counts',
      counts: total.flatMap(({ at, value }) => {
        const failed = badAt.get(at);
        return failed === undefined ? [] : [{ at, value: value - failed }];
      }),
    };
  }

  #points(what: 'bad' | 'total', objective: string): Points {
    const [only, another] = this.#series.get(keyOf(what, objective)) ?? [];
    if (!only) {
      return {
        problem:
          'Nothing is recorded of it: are the rules that "countersign slo rules" wrote loaded?',
      };
    }
    if (another) {
      return {
        problem:
          'It is recorded twice, and so neither is counted: where two servers evaluate the same rules, have them merged',
      };
    }
    return pointsIn(only.points, this.stretch);
  }
}

function keyOf(what: string, objective: string): string {
  return `${what} ${objective}`;
}

/** Reads what the written rules recorded: the steps of all objectives in one query. */
export class RecordedReader {
  constructor(private readonly api: PrometheusApi) {}

  requests(queries: readonly MetricQuery[]): TimedQuery[] {
    return Array.from(
      { length: Math.ceil(queries.length / MOST_OBJECTIVES) },
      (_, i) =>
        this.#request(
          queries.slice(i * MOST_OBJECTIVES, (i + 1) * MOST_OBJECTIVES),
        ),
    );
  }

  #request(queries: readonly MetricQuery[]): TimedQuery {
    const names = new Set(
      queries.flatMap(({ uses }) => uses?.map(use => use.objective) ?? []),
    );
    const selector = selectorText({
      metric: '',
      matchers: [
        { label: '__name__', op: '=~', value: NAMES },
        {
          label: 'slo',
          op: '=~',
          value: [...names].map(escapeRegex).join('|'),
        },
      ],
    });
    return {
      keys: queries.map(({ key }) => key),
      read: async (stretch, signal) => {
        const range = promDuration(stretch.to - stretch.after);
        const series = await this.api.query(
          `${selector}[${range}]`,
          stretch.to,
          signal,
        );
        const recorded = new Recorded(series, stretch);
        return new Map(
          queries.map(({ key, uses = [] }) => [key, recorded.of(uses)]),
        );
      },
    };
  }
}
