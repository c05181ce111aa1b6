import { LoggerService } from '@backstage/backend-plugin-api';
import {
  occasions,
  ReportBundle,
  scheduledValues,
} from '@countersign/plugin-compliance-evidence-common';
import {
  pluginCaller,
  recordNotification,
} from '@countersign/plugin-governance-node';
import { pluginId } from '../assurance/unit';
import { RunStore } from '../database/RunStore';
import { ScheduleStore } from '../database/ScheduleStore';
import { TroubleStore } from '../database/TroubleStore';
import { EvidenceJournal } from '../entries';
import { ReportLibrary } from '../reports/ReportLibrary';
import { toldOf } from './deliverPhase';
import { problemText } from './PhaseFailure';
import { RunDesk } from './RunDesk';

/** So long before a deadline somebody is told, where its run has not ended well. */
const NEAR_MS = 30 * 60_000;

/** Asks for runs when their schedules say so, and tells of deadlines that come near. */
export class ScheduleKeeper {
  readonly #store = new ScheduleStore();

  constructor(
    private readonly options: {
      journal: EvidenceJournal;
      library: ReportLibrary;
      runs: RunStore;
      desk: RunDesk;
      /** Absent where trouble is no incident. */
      troubles?: TroubleStore;
      alerts: readonly string[];
      logger: LoggerService;
      wake(): void;
    },
  ) {}

  /** What is due now. Safe to call anywhere, at any time, on any number of replicas. */
  async look(): Promise<void> {
    const { library, logger } = this.options;
    for (const { name, bundle, problems } of await library.all()) {
      if (!bundle?.definition.spec.schedule) continue;
      try {
        await this.#request(name, bundle, problems.length === 0);
      } catch (error) {
        logger.error(
          `The run that the schedule of ${name} asks for was not queued: ${problemText(
            error,
          )}`,
        );
      }
    }
    await this.#tellLate();
  }

  async #request(
    name: string,
    report: ReportBundle,
    isReady: boolean,
  ): Promise<void> {
    const { journal, desk, logger, wake } = this.options;
    const { spec } = report.definition;
    const opened = await journal.run(pluginCaller(pluginId), async unit => {
      const from = await this.#store.lock(unit.trx, name, unit.now);
      const to = unit.now.toISOString();
      // Of those that were missed, each has its run: a day without a report is a day without evidence.
      const due = occasions(spec.schedule!, from, to);
      if (due.length > 0 && !isReady) {
        throw new Error('something is wrong with the report; see its page');
      }
      for (const { at, deadline } of due) {
        await desk.open(unit, report, {
          parameters: scheduledValues(spec.parameters, at, spec.timeZone),
          scheduledFor: at,
          deadline,
        });
      }
      await this.#store.checked(unit.trx, name, unit.now);
      return due.length;
    });
    if (opened > 0) {
      logger.info(`The schedule of ${name} asked for ${opened} runs`);
      wake();
    }
  }

  async #tellLate(): Promise<void> {
    const { journal, runs, troubles, alerts } = this.options;
    await journal.run(pluginCaller(pluginId), async unit => {
      const before = new Date(unit.now.getTime() + NEAR_MS);
      for (const { run } of await runs.takeLate(unit.trx, before)) {
        const isPast = run.deadline! <= unit.now.toISOString();
        const words = isPast
          ? 'missed its deadline'
          : 'is not delivered, and its deadline is near';
        await troubles?.note(unit.trx, run.id, {
          words,
          problem: `Its deadline is ${run.deadline}; it is ${run.state}, in the phase ${run.phase}.`,
        });
        const recipients = toldOf(run.requestedBy, alerts);
        if (recipients.length === 0) continue;
        unit.tell(
          recordNotification(
            { pluginId, number: run.number, title: run.title, urgent: true },
            {
              occasion: 'deadline',
              words,
              weight: 'act',
              recipients,
            },
          ),
        );
      }
    });
  }
}
