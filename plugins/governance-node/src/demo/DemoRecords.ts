import { setTimeout as delay } from 'timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { CmdbService } from '@countersign/plugin-cmdb-node';
import { Knex } from 'knex';
import { DemoProgress, DemoState } from './demoProgress';

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 15_000;
/** Another area's records are looked for more often: the portal is about to have them. */
const LOOK_MS = 1000;
/** A catalog of another estate never has what the stories name. */
const PATIENCE_MS = 20 * 60 * 1000;

/** What makes the demo records of an area. */
export interface DemoMaking {
  /** Rolls everything back when it is aborted. */
  signal: AbortSignal;
  /** Says how far it is. */
  onProgress(done: number, of: number): void;
}

export interface DemoRecordsOptions<Made> {
  /** Plugin id of the area. */
  area: string;
  knex: Knex;
  cmdb: CmdbService;
  logger: LoggerService;
  progress: DemoProgress;
  /** The configuration items and people that the stories name: they begin once the catalog has all of them. */
  needs(): string[];
  /** What else the stories need that is still to come, such as the records of another area; undefined once it is there. */
  waitsFor?(): Promise<string | undefined>;
  /** Whether this database has them already. */
  exist(db: Knex): Promise<boolean>;
  make(trx: Knex.Transaction, making: DemoMaking): Promise<Made>;
  /** After they have been committed. */
  onMade?(made: Made): void;
}

/**
 * Fills the database of an area with demo records, once. All of them come with one transaction: until it commits nobody
 * sees them, and a portal that is killed meanwhile begins anew.
 */
export class DemoRecords<Made> {
  readonly #options: DemoRecordsOptions<Made>;
  readonly #stop = new AbortController();
  #running: Promise<unknown> | undefined;

  constructor(options: DemoRecordsOptions<Made>) {
    this.#options = options;
    this.#report({ state: 'waiting', for: 'the start of the portal' });
  }

  /** Begins in the background, once the catalog has what the stories name. Failures are logged. */
  start(): void {
    const { logger } = this.#options;
    this.#running ??= this.#run().catch(error => {
      if (this.#stop.signal.aborted) return;
      const reason = stringifyError(error);
      this.#report({ state: 'none', reason });
      logger.warn(
        `The demo records could not be made; the next start tries again: ${reason}`,
      );
    });
  }

  /** Rolls back what is not finished. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /**
   * Makes the demo records unless this database has them.
   *
   * @returns undefined when it has them already
   */
  async make(): Promise<Made | undefined> {
    const { area, knex, exist, make, onMade } = this.#options;
    const outcome = await knex.transaction(async trx => {
      // Another replica may be at it: whoever comes second finds what the first made.
      await trx.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [
        `${area} demo data`,
      ]);
      if (await exist(trx)) return undefined;
      const made = await make(trx, {
        signal: this.#stop.signal,
        onProgress: (done, of) => this.#report({ state: 'making', done, of }),
      });
      return { made };
    });
    this.#report({ state: 'made' });
    if (outcome) onMade?.(outcome.made);
    return outcome?.made;
  }

  async #run(): Promise<void> {
    const { knex, exist } = this.#options;
    if (await exist(knex)) {
      this.#report({ state: 'made' });
    } else if ((await this.#catalogReady()) && (await this.#othersReady())) {
      await this.make();
    }
  }

  async #othersReady(): Promise<boolean> {
    const { waitsFor, logger } = this.#options;
    const look = async () => waitsFor?.().catch(() => 'another area to answer');
    const deadline = Date.now() + PATIENCE_MS;
    let missing = await look();
    while (missing !== undefined && Date.now() < deadline) {
      this.#report({ state: 'waiting', for: missing });
      await delay(LOOK_MS, undefined, { signal: this.#stop.signal });
      missing = await look();
    }
    if (missing === undefined) return true;
    const reason = `they waited in vain for ${missing}`;
    this.#report({ state: 'none', reason });
    logger.warn(`There are no demo records, since ${reason}`);
    return false;
  }

  async #catalogReady(): Promise<boolean> {
    const { cmdb, logger, needs } = this.#options;
    const needed = needs();
    const deadline = Date.now() + PATIENCE_MS;
    let missing = needed;
    for (
      let wait = FIRST_DELAY_MS;
      Date.now() < deadline;
      wait = Math.min(wait * 2, LONGEST_DELAY_MS)
    ) {
      const graph = await cmdb.refresh().catch(() => undefined);
      missing = graph ? needed.filter(ref => !isComplete(graph, ref)) : needed;
      if (!missing.length) return true;
      this.#report({
        state: 'waiting',
        for: `${howMany(missing)} to be in the catalog`,
      });
      if (wait === FIRST_DELAY_MS) {
        logger.info('The demo records wait for the catalog');
      }
      await delay(wait, undefined, { signal: this.#stop.signal });
    }
    const reason = `the catalog does not have ${some(missing)}`;
    this.#report({ state: 'none', reason });
    logger.warn(`There are no demo records, since ${reason}`);
    return false;
  }

  #report(state: DemoState): void {
    const { area, progress } = this.#options;
    progress.report(area, state);
  }
}

function howMany([first, ...rest]: string[]): string {
  return rest.length ? `${first} and ${rest.length} more` : first;
}

function some(refs: string[]): string {
  const rest = refs.length > 5 ? ' and others' : '';
  return `${refs.slice(0, 5).join(', ')}${rest}`;
}

/** The catalog has the entity, and has found out whose it is: both come one after the other. */
function isComplete(graph: CmdbGraph, ref: string): boolean {
  return ref.startsWith('user:')
    ? graph.groupsOf(ref).length > 0
    : graph.item(ref) !== undefined && graph.ownersOf(ref).length > 0;
}
