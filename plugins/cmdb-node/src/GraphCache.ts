import { ServiceUnavailableError, stringifyError } from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { CmdbGraph } from '@countersign/plugin-cmdb-common';

/** What {@link GraphCache} needs. Durations are in milliseconds. */
export interface GraphCacheOptions {
  /** Reads the whole catalog. */
  load: () => Promise<CmdbGraph>;
  maxAge: number;
  maxStale: number;
  readTimeout: number;
  logger: Pick<LoggerService, 'warn'>;
  /** Milliseconds on a clock that does not jump. */
  now?: () => number;
}

/**
 * Keeps one graph: fresh up to `maxAge`, served while it is read again in the
 * background up to `maxStale`, and not at all beyond that.
 */
export class GraphCache {
  readonly #options: GraphCacheOptions;
  readonly #now: () => number;
  #cached?: { graph: CmdbGraph; readAt: number };
  #reading?: Promise<CmdbGraph>;
  #nextReading?: Promise<CmdbGraph>;

  constructor(options: GraphCacheOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  /** The graph, no older than `maxStale`. */
  async get(): Promise<CmdbGraph> {
    const { maxAge, maxStale, logger } = this.#options;
    if (this.#cached) {
      const age = this.#now() - this.#cached.readAt;
      if (age < maxAge) {
        return this.#cached.graph;
      }
      if (age < maxStale) {
        this.#readShared().catch(error => {
          logger.warn(
            `The catalog could not be read; the CMDB answers from a picture ${Math.round(
              age / 1000,
            )} s old: ${stringifyError(error)}`,
          );
        });
        return this.#cached.graph;
      }
    }
    return this.#readShared();
  }

  /**
   * A graph read after this call: a reading under way may have passed what the
   * caller wants to see, so all who ask meanwhile share the one after it.
   */
  async refresh(): Promise<CmdbGraph> {
    if (!this.#reading) {
      return this.#readShared();
    }
    this.#nextReading ??= this.#reading.then(noop, noop).then(() => {
      this.#nextReading = undefined;
      return this.#readShared();
    });
    return this.#nextReading;
  }

  #readShared(): Promise<CmdbGraph> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<CmdbGraph> {
    // The picture is as old as the moment the reading of it began.
    const readAt = this.#now();
    try {
      const graph = await withTimeout(
        this.#options.load(),
        this.#options.readTimeout,
      );
      this.#cached = { graph, readAt };
      return graph;
    } catch (error) {
      throw new ServiceUnavailableError(
        'The catalog could not be read, so the CMDB cannot answer; try again when the catalog is back',
        error,
      );
    }
  }
}

async function withTimeout<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`No answer within ${ms / 1000} s`)),
      ms,
    );
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function noop() {}
