import { LoggerService } from '@backstage/backend-plugin-api';
import {
  DRILLS_SIGNAL_CHANNEL,
  dueOccasion,
  foldDrill,
  foldSchedule,
  judgeOccasion,
  judgeTakeBack,
  Occasion,
  ScheduledFor,
  scheduleSubject,
} from '@countersign/plugin-chaos-drills-common';
import {
  AreaPages,
  pluginCaller,
  recordFact,
  recordNotification,
} from '@countersign/plugin-governance-node';
import { Knex } from 'knex';
import { DrillStore } from '../database/DrillStore';
import { GameDayStore } from '../database/GameDayStore';
import { ScheduleStore, StoredSchedule } from '../database/ScheduleStore';
import { DrillPlanner, PreparedDrill } from '../desks/DrillPlanner';
import {
  ExperimentLibrary,
  ScheduledExperiment,
} from '../experiments/ExperimentLibrary';
import { changeDrill } from '../runs/changeDrill';
import { tellDrill } from '../runs/tellDrill';
import { DrillJournal, DrillUnit, pluginId } from '../unit';
import { ChangeOpener } from './ChangeOpener';

const AT_ONCE = 50;
/** What failed is left alone for a while: it is not asked for again with every look. */
const LEFT_ALONE_MS = 5 * 60_000;
const LONGEST_PROBLEM = 2000;

/**
 * Plans the drills that schedules ask for, each with its change, and takes those back that nobody started in their window. It
 * starts none: that is for a person.
 */
export class ScheduleKeeper {
  readonly #leftAlone = new Map<string, number>();
  readonly #self = pluginCaller(pluginId);

  constructor(
    private readonly options: {
      journal: DrillJournal;
      drills: DrillStore;
      days: Pick<GameDayStore, 'observersOf'>;
      schedules: ScheduleStore;
      library: Pick<ExperimentLibrary, 'scheduled'>;
      planner: DrillPlanner;
      opener: ChangeOpener;
      pages: AreaPages;
      logger: LoggerService;
    },
  ) {}

  /** What is due now. Safe to call at any time, on any number of replicas. */
  async look(): Promise<void> {
    await this.#takeBack();
    const { journal, library, schedules } = this.options;
    const [scheduled, stored] = await Promise.all([
      library.scheduled(),
      schedules.all(journal.knex),
    ]);
    const on = [...stored.values()].filter(({ facts }) => facts.state === 'on');
    for (const each of on) {
      const name = each.facts.experiment;
      const now = journal.now().getTime();
      if ((this.#leftAlone.get(name) ?? 0) > now) continue;
      try {
        const found = scheduled.find(experiment => experiment.name === name);
        if (!found) {
          throw new Error(
            'Its file is gone, has errors, or has no schedule any more: see the page of the experiment.',
          );
        }
        await this.#plan(found, each);
        this.#leftAlone.delete(name);
      } catch (error) {
        this.#leftAlone.set(name, now + LEFT_ALONE_MS);
        const words = error instanceof Error ? error.message : String(error);
        await this.#tellProblem(name, words);
      }
    }
  }

  async #plan(
    { name, times }: ScheduledExperiment,
    stored: StoredSchedule,
  ): Promise<void> {
    const { journal, planner, opener } = this.options;
    const { knex } = journal;
    const { requester } = stored.facts;
    if (requester === undefined) return;
    const at = journal.now().toISOString();
    const occasion = dueOccasion(times, stored.facts, at);
    if (!occasion || !(await this.#mayPlan(knex, stored, occasion, at))) {
      // Nothing is due, so nothing is wrong any more.
      if (stored.problem !== undefined) await this.#keepProblem(name);
      return;
    }
    const due = { experiment: name, requester, ...occasion };
    const prepared = await planner.prepare(name);
    // Opened before the drill, which names it. Asked for again, as after a kill, it is the same change.
    const change = await opener.open(due, prepared.data);
    await journal.run(this.#self, unit =>
      this.#write(unit, due, { prepared, change }),
    );
  }

  async #write(
    unit: DrillUnit,
    due: ScheduledFor,
    { prepared, change }: { prepared: PreparedDrill; change: string },
  ): Promise<void> {
    const { schedules, planner, days } = this.options;
    const { trx, now } = unit;
    const { experiment, start, end } = due;
    const stored = await schedules.lock(trx, experiment, now);
    // Another replica was faster, or somebody paused it meanwhile.
    if (!(await this.#mayPlan(trx, stored, due, now.toISOString()))) return;
    const { facts: drill } = await planner.write(unit, prepared, {
      ...{ change, schedule: due },
    });
    const facts = await recordFact(
      unit,
      {
        type: 'schedule.planned',
        subject: scheduleSubject(experiment),
        data: { drill: drill.number, start, end },
      },
      entry => foldSchedule(stored.facts, entry),
    );
    await schedules.save(trx, { facts }, now);
    await tellDrill(
      unit,
      drill,
      {
        occasion: 'run',
        words: 'is planned by its schedule',
        reason: `Somebody has to start it between ${start} and ${end}, under ${change}.`,
        weight: 'act',
      },
      days,
    );
  }

  async #mayPlan(
    db: Knex,
    { facts }: StoredSchedule,
    occasion: Occasion,
    at: string,
  ): Promise<boolean> {
    const { last } = facts;
    const [lastDrill] = last
      ? await this.options.drills.find(db, [last.drill])
      : [];
    const lastState = lastDrill?.facts.state;
    return judgeOccasion(facts, occasion, { at, lastState }).ok;
  }

  /** Where nobody started it in its window, the window of its change is over too: the next one has its own. */
  async #takeBack(): Promise<void> {
    const { journal, drills, days } = this.options;
    const reason = 'Nobody started it in the window of its schedule.';
    const numbers = await drills.notStarted(
      journal.knex,
      journal.now(),
      AT_ONCE,
    );
    for (const number of numbers) {
      await changeDrill({ journal, drills }, number, async (unit, before) => {
        const at = unit.now.toISOString();
        if (!judgeTakeBack(before.facts, this.#self, at).ok) return undefined;
        const facts = await recordFact(
          unit,
          { type: 'drill.canceled', subject: number, data: { reason } },
          entry => foldDrill(before.facts, entry),
        );
        const about = { occasion: 'run', words: 'was not started' } as const;
        await tellDrill(unit, facts, { ...about, reason, weight: 'act' }, days);
        return facts;
      });
    }
  }

  /** Whoever turned it on is told once of each thing that is wrong. */
  async #tellProblem(experiment: string, words: string): Promise<void> {
    const { pages, logger } = this.options;
    const problem = words.slice(0, LONGEST_PROBLEM);
    logger.warn(`The schedule of ${experiment} planned no drill: ${problem}`);
    await this.#keepProblem(experiment, problem, (unit, requester) =>
      unit.tell(
        recordNotification(
          {
            pluginId,
            number: experiment,
            title: problem,
            path: pages.path('experiments', experiment),
          },
          {
            occasion: 'schedule',
            words: 'could not be planned by its schedule',
            recipients: [requester],
            weight: 'act',
          },
        ),
      ),
    );
  }

  async #keepProblem(
    experiment: string,
    problem?: string,
    tell?: (unit: DrillUnit, requester: string) => void,
  ): Promise<void> {
    const { journal, schedules } = this.options;
    await journal.run(this.#self, async unit => {
      const stored = await schedules.lock(unit.trx, experiment, unit.now);
      const { requester } = stored.facts;
      if (stored.problem === problem || requester === undefined) return;
      await schedules.save(
        unit.trx,
        { facts: stored.facts, problem },
        unit.now,
      );
      unit.refetch(DRILLS_SIGNAL_CHANNEL);
      tell?.(unit, requester);
    });
  }
}
