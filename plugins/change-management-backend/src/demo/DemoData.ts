import { setTimeout as delay } from 'timers/promises';
import { stringifyError } from '@backstage/errors';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { Knex } from 'knex';
import { trustingAuthorizer } from '../access/Authorizer';
import {
  createServices,
  ServiceDependencies,
} from '../services/createServices';
import { Played, Player } from './Player';
import { demoScenario } from './scenario';
import { Scenario } from './types';

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 15_000;
/** A catalog of another estate never has what the scenario names. */
const PATIENCE_MS = 20 * 60 * 1000;

export interface DemoDataOptions
  extends Omit<ServiceDependencies, 'authorizer' | 'clock'> {
  /** The time the scenario leads up to. */
  now?: () => Date;
  scenario?: (now: Date) => Scenario;
}

/**
 * Fills a database with demo changes, once. All of them come with one transaction: until it commits nobody sees them,
 * and a portal that is killed meanwhile begins anew.
 */
export class DemoData {
  readonly #options: DemoDataOptions;
  readonly #stop = new AbortController();
  #running: Promise<unknown> | undefined;

  constructor(options: DemoDataOptions) {
    this.#options = options;
  }

  /** Begins in the background, once the catalog has what the scenario names. Failures are logged. */
  start(): void {
    const { logger } = this.#options;
    this.#running ??= this.#run().catch(error => {
      if (!this.#stop.signal.aborted) {
        logger.warn(
          `The demo data could not be made; the next start tries again: ${stringifyError(
            error,
          )}`,
        );
      }
    });
  }

  /** Rolls back what is not finished. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /**
   * Makes the demo data unless this database has them.
   *
   * @returns undefined when it has them already
   */
  async seed(): Promise<Played | undefined> {
    const { knex, onMessages, logger } = this.#options;
    const { now = () => new Date(), scenario = demoScenario } = this.#options;
    const started = Date.now();
    const played = await knex.transaction(async trx => {
      // Another replica may be at it: whoever comes second finds what the first made.
      await trx.raw(
        `SELECT pg_advisory_xact_lock(hashtextextended('change-management demo data', 0))`,
      );
      if (await hasDemoData(trx)) return undefined;
      return this.#player(trx).play(scenario(now()), this.#stop.signal);
    });
    if (!played) return undefined;
    onMessages?.();
    const { stories, stopped } = played;
    logger.info(
      `Made ${stories - stopped.length} demo changes in ${Math.round(
        (Date.now() - started) / 1000,
      )} s`,
    );
    return played;
  }

  async #run(): Promise<void> {
    const { knex } = this.#options;
    if (await hasDemoData(knex)) return;
    if (await this.#catalogReady()) await this.seed();
  }

  #player(trx: Knex.Transaction): Player {
    let time = new Date();
    const common = {
      ...this.#options,
      // Transactions of the services become savepoints of this one.
      knex: trx,
      authorizer: trustingAuthorizer,
      clock: () => time,
    };
    return new Player({
      services: {
        silent: createServices({ ...common, onMessages: undefined }),
        // What it leaves in the outbox is seen after the commit.
        telling: createServices({ ...common, onMessages: () => {} }),
      },
      setClock: to => {
        time = to;
      },
      logger: this.#options.logger,
    });
  }

  async #catalogReady(): Promise<boolean> {
    const { cmdb, logger, now = () => new Date() } = this.#options;
    const { scenario = demoScenario } = this.#options;
    const needed = refsOf(scenario(now()));
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
      if (wait === FIRST_DELAY_MS) {
        logger.info('The demo data wait for the catalog');
      }
      await delay(wait, undefined, { signal: this.#stop.signal });
    }
    logger.warn(
      `There are no demo data, since the catalog does not have ${missing
        .slice(0, 5)
        .join(', ')}${missing.length > 5 ? ' and others' : ''}`,
    );
    return false;
  }
}

async function hasDemoData(db: Knex): Promise<boolean> {
  const { rows } = await db.raw<{ rows: { found: boolean }[] }>(
    `SELECT EXISTS (
       SELECT FROM changes
       WHERE source->>'kind' = 'demo' AND source->>'runId' IS NOT NULL
     ) AS found`,
  );
  return rows[0].found;
}

/** The configuration items and people the scenario names. */
export function refsOf({ stories }: Scenario): string[] {
  const refs = stories.flatMap(({ request, steps }) => [
    ...(request?.items ?? []),
    ...(request?.implementer ? [request.implementer] : []),
    ...steps.flatMap(step => (step.by.startsWith('user:') ? [step.by] : [])),
    ...steps.flatMap(step =>
      step.do === 'report' ? step.deployment.items ?? [] : [],
    ),
  ]);
  return [...new Set(refs)].sort();
}

/** The catalog has the entity, and has found out whose it is: both come one after the other. */
function isComplete(graph: CmdbGraph, ref: string): boolean {
  return ref.startsWith('user:')
    ? graph.groupsOf(ref).length > 0
    : graph.item(ref) !== undefined && graph.ownersOf(ref).length > 0;
}
