import { NotFoundError } from '@backstage/errors';
import {
  drillPlanPermission,
  DRILLS_SIGNAL_CHANNEL,
  DrillTimes,
  foldSchedule,
  judgePause,
  judgeTurnOn,
  nextWindow,
  Schedule,
  scheduleOff,
  scheduleSubject,
} from '@countersign/plugin-chaos-drills-common';
import {
  Caller,
  recordFact,
  refused,
  timelineEvents,
} from '@countersign/plugin-governance-node';
import { TimelineQuery } from '@countersign/plugin-governance-common';
import { Ledger } from '@countersign/plugin-ledger-node';
import { DrillAccess } from '../access';
import { ScheduleStore, StoredSchedule } from '../database/ScheduleStore';
import { actorOf } from '../desks/DrillDesk';
import { ExperimentLibrary } from '../experiments/ExperimentLibrary';
import { DrillJournal, DrillUnit } from '../unit';

/** What is done with a schedule. */
export type ScheduleDeed =
  | { verb: 'turn-on'; body: object }
  | { verb: 'pause'; body: { reason: string } };

/** Turns schedules of experiments on and pauses them. When they are due is for the keeper. */
export class ScheduleDesk {
  constructor(
    private readonly options: {
      journal: DrillJournal;
      ledger: Pick<Ledger, 'timeline' | 'exportSubject'>;
      schedules: ScheduleStore;
      library: Pick<ExperimentLibrary, 'scheduled'>;
      access: DrillAccess;
    },
  ) {}

  async list(caller: Caller): Promise<{ items: Schedule[] }> {
    const { access, library, schedules, journal } = this.options;
    await access.demandReading(caller);
    const [scheduled, stored] = await Promise.all([
      library.scheduled(),
      schedules.all(journal.knex),
    ]);
    const times = new Map(scheduled.map(each => [each.name, each.times]));
    // Those of files that have errors now, or are gone, can still be paused.
    const names = new Set([...times.keys(), ...stored.keys()]);
    return {
      items: [...names].map(name =>
        this.#view(
          stored.get(name) ?? { facts: scheduleOff(name) },
          times.get(name),
        ),
      ),
    };
  }

  /** What the ledger holds about a schedule, newest first. */
  async timeline(caller: Caller, experiment: string, page: TimelineQuery) {
    const { access, ledger } = this.options;
    await access.demandReading(caller);
    return timelineEvents(ledger, scheduleSubject(experiment), page);
  }

  /** The evidence bundle of a schedule: what `countersign verify` checks. */
  async evidence(caller: Caller, experiment: string, since?: string) {
    const { access, ledger } = this.options;
    await access.demandReading(caller);
    return ledger.exportSubject(scheduleSubject(experiment), {
      olderCheckpoint: since,
    });
  }

  /** @throws NotFoundError where the experiment has no schedule */
  async act(
    caller: Caller,
    experiment: string,
    { verb, body }: ScheduleDeed,
    idempotencyKey?: string,
  ): Promise<Schedule> {
    const { access, journal, library, schedules } = this.options;
    await access.demandReading(caller);
    await access.demand(
      caller,
      drillPlanPermission,
      'You may not plan drills, and so turn no schedule on or off',
    );
    const scheduled = (await library.scheduled()).find(
      ({ name }) => name === experiment,
    );
    const isKnown =
      verb === 'pause' && (await schedules.all(journal.knex)).has(experiment);
    if (!scheduled && !isKnown) {
      throw new NotFoundError(
        `There is no experiment ${experiment} that can be drilled and has a schedule`,
      );
    }
    const stored = await journal.idempotent(
      caller,
      idempotencyKey,
      async unit => {
        const { facts } = await schedules.lock(unit.trx, experiment, unit.now);
        const verdict =
          verb === 'pause'
            ? judgePause(facts)
            : judgeTurnOn(facts, actorOf(caller));
        if (!verdict.ok) throw refused(verdict.refusal);
        const after = await recordFact(
          unit,
          {
            type: verb === 'pause' ? 'schedule.paused' : 'schedule.turned_on',
            subject: scheduleSubject(experiment),
            data: body,
          },
          entry => foldSchedule(facts, entry),
        );
        // What was wrong before is looked at anew.
        await schedules.save(unit.trx, { facts: after }, unit.now);
        unit.refetch(DRILLS_SIGNAL_CHANNEL);
        return { facts: after };
      },
      {
        request: { verb: `schedule-${verb}`, body: { experiment, ...body } },
        keep: () => experiment,
        again: ({ trx, now }: DrillUnit) =>
          schedules.lock(trx, experiment, now),
      },
    );
    return this.#view(stored, scheduled?.times);
  }

  #view({ facts, problem }: StoredSchedule, times?: DrillTimes): Schedule {
    const now = this.options.journal.now().toISOString();
    const next = times && nextWindow(times, now);
    return {
      ...facts,
      ...(times && { times }),
      ...(next && { next }),
      ...(problem !== undefined && { problem }),
    };
  }
}
