import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { MetricReading } from '@countersign/plugin-service-levels-common';

/** One metric that somebody asks for, as its definition has it below `metricSource`. */
export interface MetricQuery {
  /** By which its reading is found in the answer. */
  key: string;
  spec: Record<string, unknown>;
  /**
   * Up to where it was read before, milliseconds since 1970; absent the first time. A source that counts by itself begins
   * after it: so nothing is lost while nobody read, and nothing is counted twice.
   */
  readTo?: number;
  /** What it is to the objectives that ask for it: by these a source finds what was recorded for them. */
  uses?: readonly MetricUse[];
}

/** One objective that a metric is counted for. */
export interface MetricUse {
  /** Its id, as the label `slo` of the written rules has it. */
  objective: string;
  role: 'good' | 'bad' | 'total' | 'value';
  /** Whether what counts is by how much it rises; otherwise each value counts as it is. */
  counter: boolean;
}

/** What a source says at one instant. */
export interface SourceReading {
  /** Milliseconds since 1970: the same for all of it. */
  at: number;
  /** By key; a problem where that one metric cannot be read, in words that a person may see. */
  metrics: ReadonlyMap<string, MetricReading | { problem: string }>;
}

/** A source that configuration names. */
export interface ServiceLevelSource {
  /** As `metricSourceRef` of a definition names it. */
  readonly name: string;
  /** Milliseconds between two readings. */
  readonly interval: number;
  /** Milliseconds for which it keeps what it measures; absent where the portal counts by itself what it reads. */
  readonly keeps?: number;
  /**
   * Milliseconds until what happened can be read for good: objectives are judged by what is at least as old. None where it is
   * there at once.
   */
  readonly delay?: number;
  /** What is wrong with a metric, whatever the source says; it is told when the metric is defined. */
  check(spec: Record<string, unknown>): string | undefined;
  /**
   * Reads all that is asked at one instant.
   *
   * @throws SourceError when the source says nothing at all
   */
  read(
    queries: readonly MetricQuery[],
    options: { now: number; signal?: AbortSignal },
  ): Promise<SourceReading>;
  /**
   * Shows the same without taking it as read, for whoever considers a definition. Absent where that cannot be done.
   *
   * @throws SourceError when the source says nothing at all
   */
  look?(
    queries: readonly MetricQuery[],
    options: { now: number; signal?: AbortSignal },
  ): Promise<SourceReading>;
}

/** Takes the sources of modules. */
export interface ServiceLevelSources {
  /** @throws Error when there is one of that name already */
  addSource(source: ServiceLevelSource): void;
}

/** Where modules add sources of measurements. */
export const serviceLevelSourcesExtensionPoint =
  createExtensionPoint<ServiceLevelSources>({ id: 'service-levels.sources' });
