import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { MetricLabels } from './Timings';

/** A figure at a moment; undefined where there is none yet. */
export type GaugeReading =
  | number
  | undefined
  | readonly { value: number; labels: MetricLabels }[];

/** A figure that is read when somebody asks for it. */
export interface Gauge {
  /** As OpenTelemetry names metrics, with the unit left out: `countersign.outbox.lag`. */
  name: string;
  description: string;
  /** As UCUM writes it: `s`, or what is counted in braces, `{message}`. */
  unit: string;
  /** What fails is no figure this time. */
  read(): GaugeReading | Promise<GaugeReading>;
}

/** Publishes figures as metrics, each with these labels. */
export function publishGauges(
  metrics: Pick<MetricsService, 'createObservableGauge'>,
  gauges: readonly Gauge[],
  labels: MetricLabels = {},
): void {
  for (const { name, description, unit, read } of gauges) {
    metrics
      .createObservableGauge(name, { description, unit })
      .addCallback(async result => {
        const reading = await read();
        if (reading === undefined) return;
        const series =
          typeof reading === 'number'
            ? [{ value: reading, labels: {} }]
            : reading;
        for (const each of series) {
          result.observe(each.value, { ...labels, ...each.labels });
        }
      });
  }
}
