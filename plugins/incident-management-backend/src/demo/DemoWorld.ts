import { Knex } from 'knex';
import { pluginCaller } from '@countersign/plugin-governance-node';
import { createIntake } from '../intake/createIntake';
import { createOnCall } from '../oncall/createOnCall';
import { EscalationStore } from '../database/EscalationStore';
import { Services } from '../services/createServices';
import { Desk } from './Desk';

const system = pluginCaller('incident-management');

/** What demo stories are told through. */
export interface Parts extends Pick<Services, 'desk' | 'dueActions'> {
  worker: ReturnType<typeof createIntake>['worker'];
  escalator: ReturnType<typeof createOnCall>['escalator'];
  actors: Desk;
}

/** Lets the time of demo stories pass: what comes due in between is done at its own time. */
export class DemoWorld {
  readonly #escalations = new EscalationStore();

  constructor(
    private readonly options: {
      trx: Knex.Transaction;
      /** Milliseconds. */
      closeAfter: number;
      /** Nobody is told. */
      silent: Parts;
      telling: Parts;
      now(): Date;
      setNow(time: Date): void;
    },
  ) {}

  /** Goes on to a time, at which somebody does something. */
  async advance(time: Date, tells: boolean): Promise<Desk> {
    const { now, setNow, silent, telling } = this.options;
    if (time < now()) {
      throw new Error(
        `Stories are told in the order of time: ${time.toISOString()} comes after ${now().toISOString()}`,
      );
    }
    for (
      let due = await this.#nextDue();
      due && due < time;
      due = await this.#nextDue()
    ) {
      if (due > now()) setNow(due);
      await this.settle();
    }
    setNow(time);
    return tells ? telling.actors : silent.actors;
  }

  /** Does what is due now. Nobody is told today of what was over weeks ago: such pages count as delivered. */
  async settle(tells = false): Promise<void> {
    const { trx, now, silent, telling } = this.options;
    const { desk, worker, escalator, dueActions } = tells ? telling : silent;
    await desk.closeDue(system);
    await worker.work();
    await escalator.work();
    await dueActions.work();
    if (!tells) await this.#escalations.deliveredAtOnce(trx, now());
  }

  /** When something that nobody asks for is due next. */
  async #nextDue(): Promise<Date | undefined> {
    const { trx, closeAfter } = this.options;
    const { rows } = await trx.raw<{ rows: { due: Date | null }[] }>(
      `SELECT least(
         (SELECT min(due_at) FROM alert_groups),
         (SELECT min(due_at) FROM escalations),
         (SELECT min(due_at) FROM incident_actions WHERE action_state = 'open' AND told_due IS DISTINCT FROM due_at),
         (SELECT min(resolved_at) + ? * interval '1 millisecond' FROM incidents WHERE state = 'resolved')
       ) AS due`,
      [closeAfter],
    );
    return rows[0].due ?? undefined;
  }
}
