import { RequestHandler } from 'express';
import {
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
} from 'prom-client';
import { afterResponse } from '../routes/afterResponse';
import { ServiceClock } from '../ServiceClock';
import { NativeHistogram } from './NativeHistogram';
import { PROTOBUF, protobufPage, wantsProtobuf } from './protobufPage';

/** Seconds. An objective of a latency needs an edge at its threshold: here 0.3 and 0.5. */
export const durationEdges = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10,
];

const methods = new Set(['GET', 'HEAD', 'POST', 'DELETE']);

/** What the service counts, for Prometheus. */
export class Metrics {
  readonly registry = new Registry();
  readonly #requests = new Counter({
    name: 'http_requests_total',
    help: 'Requests by route and status code',
    labelNames: ['method', 'route', 'code'],
    registers: [this.registry],
  });
  readonly #durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to the end of the answer',
    labelNames: ['method', 'route'],
    buckets: durationEdges,
    registers: [this.registry],
  });
  readonly #times = new NativeHistogram(
    'http_request_time_seconds',
    'Time to the end of the answer, as a native histogram',
  );
  readonly #faults = new Gauge({
    name: 'faults_active',
    help: 'Faults that are switched on',
    labelNames: ['kind'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /**
   * The page that is scraped, in the format that is asked for. Prometheus asks for Protocol Buffers where it takes native
   * histograms: text has none.
   */
  async page(
    accept: string | undefined,
  ): Promise<{ type: string; body: string | Buffer }> {
    return wantsProtobuf(accept)
      ? {
          type: PROTOBUF,
          body: await protobufPage(this.registry, [this.#times]),
        }
      : {
          type: this.registry.contentType,
          body: await this.registry.metrics(),
        };
  }

  /** @param active - Faults by kind, asked at each scrape. */
  watchFaults(active: () => Record<string, number>): void {
    const gauge = this.#faults;
    Object.assign(gauge, {
      collect() {
        for (const [kind, count] of Object.entries(active())) {
          gauge.set({ kind }, count);
        }
      },
    });
  }

  /**
   * Counts requests. Labels take few values: a route is its pattern, and what is no route is `unmatched`, so that nobody
   * fills the memory by asking for many paths.
   */
  count(clock: ServiceClock): RequestHandler {
    return (req, res, next) => {
      afterResponse(res, clock, ({ code, seconds }) => {
        const labels = {
          method: methods.has(req.method) ? req.method : 'OTHER',
          route: (req.route?.path as string | undefined) ?? 'unmatched',
        };
        if (labels.route === '/metrics') return;
        this.#requests.inc({ ...labels, code });
        this.#durations.observe(labels, seconds);
        this.#times.observe(labels, seconds);
      });
      next();
    };
  }
}
