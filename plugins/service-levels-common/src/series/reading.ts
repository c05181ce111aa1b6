import { Sample } from './counterSteps';

/** One series of a metric, known by its labels. */
export interface SeriesSamples {
  /** The same for the same labels, whatever their order. */
  key: string;
  /** Oldest first. */
  samples: Sample[];
}

/** What a source says of one metric. */
export type MetricReading =
  /** Counters that only rise, or begin anew. */
  | { kind: 'counter'; series: SeriesSamples[] }
  /** Values as they are. */
  | { kind: 'gauge'; series: SeriesSamples[] }
  /** Events that a source has counted itself, each told once: those of the time up to `at`, since the one before. */
  | { kind: 'counts'; counts: Sample[] };

/** What is read of an objective at one instant: all of it at the same, or bad events would appear between two. */
export interface Reading {
  /** Milliseconds since 1970. */
  at: number;
  /** Good or bad events, a raw ratio, or what is held against a threshold. */
  part: MetricReading;
  /** All events, of a ratio. */
  total?: MetricReading;
}
