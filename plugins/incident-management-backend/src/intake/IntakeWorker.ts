import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { CmdbService } from '@countersign/plugin-cmdb-node';
import { pluginCaller, Pulse } from '@countersign/plugin-governance-node';
import { DeadLetterStore } from '../database/DeadLetterStore';
import { DeliveryStore, StoredDelivery } from '../database/DeliveryStore';
import { GroupStore } from '../database/GroupStore';
import { OpenIncidentStore } from '../database/OpenIncidentStore';
import { SilenceStore } from '../database/SilenceStore';
import { IncidentJournal } from '../services/IncidentKeeper';
import { Taken } from '../services/IncidentOpener';
import { ChangeCalendar } from './ChangeCalendar';
import { GroupJudge } from './GroupJudge';
import { masked } from './masking';
import { RunningDrills } from './RunningDrills';
import { SignalKeeper } from './SignalKeeper';

const BATCH = 200;
const JUDGED_AT_ONCE = 4;
const MOST_DUE = 200;
/** So long deliveries are read before groups are judged: a storm is read faster than it is judged. */
const READING_MS = 700;
const MOST_ATTEMPTS = 8;
/** A group that cannot be judged now does not hold up others. */
const POSTPONED_MS = 10_000;

const system = pluginCaller('incident-management');

/**
 * Reads what was delivered and judges the groups that it concerns. Any number of replicas may run it: one reads at a time,
 * and a group is judged by whoever has locked it. Killed at any moment, it leaves what was not done whole for another one.
 */
export class IntakeWorker {
  readonly #options: IntakeWorkerOptions;
  readonly #pulse: Pulse;

  constructor(options: IntakeWorkerOptions) {
    this.#options = options;
    this.#pulse = new Pulse({
      work: () => this.work(),
      failure: 'Alerts could not be taken in',
      logger: options.logger,
    });
  }

  /** Says that there may be something to do. */
  readonly wake = (): void => this.#pulse.wake();

  start(): void {
    this.#pulse.start();
  }

  /** Resolves when nothing that is due is left. */
  async idle(): Promise<void> {
    await this.#pulse.idle();
  }

  async stop(): Promise<void> {
    await this.#pulse.stop();
  }

  /** Reads and judges what is due, once: for whoever sets the clock. */
  async work(): Promise<void> {
    let hasMore = true;
    while (hasMore && !this.#pulse.stopping) {
      const until = Date.now() + READING_MS;
      do {
        hasMore = await this.#read();
      } while (hasMore && Date.now() < until && !this.#pulse.stopping);
      hasMore = (await this.#judge()) || hasMore;
    }
  }

  /** @returns whether there may be more */
  async #read(): Promise<boolean> {
    const { journal, deliveries, cmdb } = this.#options;
    if ((await deliveries.waiting(journal.knex, 1)) === 0) return false;
    const graph = await cmdb.graph();
    let batch: StoredDelivery[] = [];
    try {
      await journal.run(system, async ({ trx, now }) => {
        await deliveries.lockReading(trx);
        batch = await deliveries.due(trx, BATCH);
        await this.#options.keeper.keep(trx, batch, graph, now);
      });
    } catch (error) {
      if (batch.length === 0) throw error;
      await this.#readSingly(batch);
    }
    return batch.length === BATCH;
  }

  /** One that cannot be taken in holds up none of the others. */
  async #readSingly(batch: readonly StoredDelivery[]): Promise<void> {
    const { journal, deliveries, keeper, cmdb, logger } = this.#options;
    const graph = await cmdb.graph();
    for (const delivery of batch) {
      try {
        await journal.run(system, async ({ trx, now }) => {
          await deliveries.lockReading(trx);
          await keeper.keep(trx, [delivery], graph, now);
        });
      } catch (error) {
        logger.error(
          `A delivery of ${
            delivery.integration
          } could not be taken in (attempt ${
            delivery.attempts + 1
          }): ${stringifyError(error)}`,
        );
        await this.#putOff(delivery);
      }
    }
  }

  async #putOff(delivery: StoredDelivery): Promise<void> {
    const { journal, deliveries, deadLetters } = this.#options;
    if (delivery.attempts + 1 < MOST_ATTEMPTS) {
      await deliveries.postpone(
        journal.knex,
        delivery.id,
        2 ** delivery.attempts,
      );
      return;
    }
    const { integration, kind, body, receivedAt } = delivery;
    await journal.run(system, async ({ trx }) => {
      await deadLetters.add(trx, [
        {
          body: masked(body),
          problems: [
            'It could be read, and not be taken in: the log of the portal says why. Replay it when that is mended.',
          ],
          ...{ integration, kind, receivedAt },
        },
      ]);
      await deliveries.remove(trx, [delivery]);
    });
  }

  /** @returns whether there may be more */
  async #judge(): Promise<boolean> {
    const { journal, groups, judge, silences, calendar, drills } =
      this.#options;
    const { open, cmdb, logger, onTaken } = this.#options;
    const now = journal.now();
    const due = await groups.due(journal.knex, now, MOST_DUE);
    if (due.length === 0) return false;
    const world = {
      graph: await cmdb.graph(),
      silences: await silences.current(journal.knex, now),
      calendar: await calendar.around(now),
      drills: await drills.around(now),
      open: await open.byEntity(journal.knex),
    };
    const waiting = [...due];
    let judged = 0;
    const turn = async () => {
      for (let id = waiting.shift(); id; id = waiting.shift()) {
        const group = id;
        try {
          const was = await journal.run(system, unit =>
            judge.judge(unit, group, world),
          );
          if (was) judged += 1;
          if (was?.became) onTaken?.(was.became);
        } catch (error) {
          logger.error(
            `A group of alerts could not be judged, and will be soon: ${stringifyError(
              error,
            )}`,
          );
          await groups.postpone(
            journal.knex,
            group,
            new Date(now.getTime() + POSTPONED_MS),
          );
        }
      }
    };
    await Promise.all(Array.from({ length: JUDGED_AT_ONCE }, turn));
    this.#options.onJudged();
    // What another replica has locked is judged by it.
    return judged > 0 && due.length === MOST_DUE;
  }
}

interface IntakeWorkerOptions {
  journal: IncidentJournal;
  deliveries: DeliveryStore;
  deadLetters: DeadLetterStore;
  groups: GroupStore;
  silences: SilenceStore;
  open: OpenIncidentStore;
  keeper: SignalKeeper;
  judge: GroupJudge;
  calendar: ChangeCalendar;
  drills: RunningDrills;
  cmdb: Pick<CmdbService, 'graph'>;
  logger: LoggerService;
  /** Called after groups were judged: there may be somebody to tell. */
  onJudged(): void;
  /** Called once alerts of a group have been told to an incident. */
  onTaken?(became: Taken['became']): void;
}
