import { LoggerService } from '@backstage/backend-plugin-api';
import {
  createLedgerSigner,
  hasLedgerKey,
  Ledger,
  readAnchorSettings,
  readRoleDemand,
} from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { tokenWarnings } from '../access/tokenWarnings';
import { IdempotencyStore } from '../database/IdempotencyStore';
import {
  AreaDatabase,
  lackOfPostgres,
  openDatabase,
} from '../database/openDatabase';
import { stayIdle } from '../http/idle';
import { AreaPages } from '../links/AreaPages';
import { LedgerWatch } from '../metrics/LedgerWatch';
import { outboxGauges } from '../metrics/outboxGauges';
import { publishGauges } from '../metrics/publishGauges';
import { AREA, Timings } from '../metrics/Timings';
import { createDeliver } from '../outbox/deliver';
import { observed, ObserveMessage } from '../outbox/observed';
import { OutboxDispatcher } from '../outbox/OutboxDispatcher';
import { SignedWebhooks } from '../outbox/SignedWebhooks';
import { OutboxStore } from '../outbox/OutboxStore';
import { refuseUnknownKeys } from '../settings/SettingsReader';
import { otherVersions } from '../start/oneVersion';
import { AreaDeps } from './areaDeps';

/** What an area is called, and where it keeps its records. */
export interface AreaOptions extends AreaDatabase {
  /** At the beginning of a sentence: `Change management`. */
  title: string;
  /** Of its notifications, as people read it where they switch them on and off: `Changes`. */
  topic: string;
  /** Names the ledger, as a URL without a scheme, and is part of every proof. */
  ledgerOrigin: string;
  /** Where its pages are. */
  pages: AreaPages;
  /** Posts to webhook targets, in an area that has some. */
  webhooks?: SignedWebhooks;
  /** Takes note of what became of each message, in an area that keeps a record of it. */
  observe?: ObserveMessage;
}

/** What the ledger of every area reads of the configuration. */
const ledgerKeys = [
  'signingKey',
  'signingKeyFile',
  'trustedKeys',
  'allowSuperuser',
  'witnesses',
  'timeStamping',
  'anchorEveryMinutes',
];

/** Answers to requests that may be repeated are kept so long. */
const KEPT_MS = 7 * 24 * 3600 * 1000;

/**
 * What the backend of every area stands on: its database, its ledger and what leaves its outbox. It is opened first, and
 * started when the area has put its services and routes on it.
 */
export class AreaFoundation {
  readonly knex: Knex;
  readonly ledger: Ledger;
  readonly #deps: Foundation;
  readonly #watch: LedgerWatch;
  readonly #dispatcher: OutboxDispatcher;

  private constructor(
    deps: Foundation,
    parts: {
      knex: Knex;
      ledger: Ledger;
      watch: LedgerWatch;
      dispatcher: OutboxDispatcher;
    },
  ) {
    this.#deps = deps;
    this.knex = parts.knex;
    this.ledger = parts.ledger;
    this.#watch = parts.watch;
    this.#dispatcher = parts.dispatcher;
  }

  /**
   * @returns undefined where there is no key to sign the ledger with, or another database than PostgreSQL: the area is idle then, and
   * says so, and the rest of the portal starts
   * @throws Error when the database is of a later version than this one
   * @throws InputError for a key of `ledger` that is misspelt
   */
  static async open(
    deps: Foundation,
    area: AreaOptions,
  ): Promise<AreaFoundation | undefined> {
    const { config, database, logger, metrics } = deps;
    const { pluginId, title } = area;
    refuseUnknownKeys(config, 'ledger', ledgerKeys);
    if (!hasLedgerKey(config)) {
      stayIdle(
        deps,
        `${title} is idle: it needs a key that signs its ledger. Set ledger.signingKeyFile to a file made with \`openssl genpkey -algorithm ed25519\`.`,
      );
      return undefined;
    }
    const lack = lackOfPostgres(await database.getClient());
    if (lack) {
      stayIdle(deps, `${title} is idle: ${lack}`);
      return undefined;
    }
    tokenWarnings(config, {
      id: pluginId,
      title: title.charAt(0).toLowerCase() + title.slice(1),
    }).forEach(warning => logger.warn(warning));
    const beside = otherVersions(pluginId);
    if (beside) logger.warn(beside);
    const knex = await openDatabase(database, area);
    const labels = { [AREA]: pluginId };
    const appends = new Timings(
      metrics,
      'countersign.ledger.append.duration',
      'How long it takes to write ledger entries into a transaction',
    );
    const ledger = await Ledger.create({
      database,
      origin: area.ledgerOrigin,
      signer: createLedgerSigner(config),
      logger,
      databaseRole: readRoleDemand(config),
      anchors: readAnchorSettings(config),
      onAppended: seconds => appends.record(seconds, labels),
    });
    const watch = new LedgerWatch({ ledger, logger });
    const store = new OutboxStore();
    publishGauges(
      metrics,
      [...outboxGauges(knex, store), ...watch.gauges()],
      labels,
    );
    const deliver = createDeliver(deps, area);
    const dispatcher = new OutboxDispatcher({
      knex,
      store,
      deliver: area.observe ? observed(deliver, area.observe, logger) : deliver,
      logger,
    });
    return new AreaFoundation(deps, { knex, ledger, watch, dispatcher });
  }

  /** For the journal: sends what a unit of work left in the outbox. */
  readonly onMessages = (): void => this.#dispatcher.wake();

  /**
   * Sequences the ledger and verifies it each day, sends what is in the outbox, and forgets old answers; in every replica
   * until it stops.
   */
  async start(): Promise<void> {
    const { scheduler } = this.#deps;
    await this.ledger.start(scheduler);
    await scheduler.scheduleTask({
      id: 'outbox',
      frequency: { seconds: 5 },
      timeout: { minutes: 5 },
      scope: 'local',
      fn: async () => this.#dispatcher.wake(),
    });
    await scheduler.scheduleTask({
      id: 'verify-ledger',
      frequency: { hours: 24 },
      initialDelay: { minutes: 5 },
      timeout: { hours: 1 },
      // What one replica saw is not known to the others after a restart.
      scope: 'local',
      fn: signal => this.#watch.verify(signal),
    });
    await scheduler.scheduleTask({
      id: 'forget-answers',
      frequency: { hours: 1 },
      timeout: { minutes: 5 },
      fn: async () => {
        const before = new Date(Date.now() - KEPT_MS);
        await new IdempotencyStore().clean(this.knex, before);
      },
    });
  }

  async stop(): Promise<void> {
    await this.ledger.stop();
    await this.#dispatcher.stop();
  }
}

/** What of {@link AreaDeps} the foundation needs. */
type Foundation = Pick<
  AreaDeps,
  | 'config'
  | 'database'
  | 'events'
  | 'httpRouter'
  | 'metrics'
  | 'notifications'
  | 'scheduler'
  | 'signals'
> & { logger: LoggerService };
