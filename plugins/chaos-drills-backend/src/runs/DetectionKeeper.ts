import { LoggerService } from '@backstage/backend-plugin-api';
import {
  DrillFacts,
  FiredAlert,
  foldDrill,
  judgeMeasurement,
  judgeResponse,
  measureDetection,
  Measurement,
} from '@countersign/plugin-chaos-drills-common';
import { DrillPreconditions } from '@countersign/plugin-chaos-drills-node';
import { AreaPages, recordFact } from '@countersign/plugin-governance-node';
import { isOpen } from '@countersign/plugin-incident-management-common';
import { IncidentManagementService } from '@countersign/plugin-incident-management-node';
import { ServiceLevelFigures } from '@countersign/plugin-service-levels-node';
import { DrillStore, StoredDrill } from '../database/DrillStore';
import { GameDayStore } from '../database/GameDayStore';
import { DrillJournal, pluginId } from '../unit';
import { changeDrill } from './changeDrill';
import { tellDrill } from './tellDrill';

const AT_ONCE = 50;
const ANSWER_MS = 20_000;
/** An incident that is open for longer is not waited for. */
const LONGEST_ANSWER_MS = 30 * 24 * 3600 * 1000;
/** What a title of a problem holds at most. */
const LONGEST_TITLE = 200;

/** What measuring drills needs. */
export interface DetectionKeeperOptions {
  journal: DrillJournal;
  drills: DrillStore;
  days: Pick<GameDayStore, 'observersOf'>;
  serviceLevels: Pick<ServiceLevelFigures, 'listAlerts'>;
  preconditions: Pick<DrillPreconditions, 'budgetsLeft'>;
  incidents: Pick<IncidentManagementService, 'openProblem' | 'listIncidents'>;
  pages: AreaPages;
  /** So long after the end of a fault an alert may still fire. */
  graceMs: number;
  logger: LoggerService;
}

/** Measures drills that are over, and opens a problem for each alert that was predicted and did not fire. */
export class DetectionKeeper {
  constructor(private readonly options: DetectionKeeperOptions) {}

  /** Looks at all that are not measured yet; what nobody answers is tried again the next time. */
  async look(): Promise<void> {
    const { drills, journal } = this.options;
    const { knex } = journal;
    for (const stored of await drills.unmeasured(knex, AT_ONCE)) {
      await this.#tried(stored, () => this.#measure(stored));
    }
    for (const stored of await drills.unexplained(knex, AT_ONCE)) {
      await this.#tried(stored, () => this.#openProblem(stored));
    }
    const after = new Date(journal.now().getTime() - LONGEST_ANSWER_MS);
    for (const stored of await drills.unanswered(knex, after, AT_ONCE)) {
      await this.#tried(stored, () => this.#answer(stored));
    }
  }

  async #tried(
    { facts }: StoredDrill,
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.options.logger.warn(
        `The detection of ${facts.number} is looked at again later: ${String(
          error,
        )}`,
      );
    }
  }

  async #measure({ facts }: StoredDrill): Promise<void> {
    const found = await this.#found(facts);
    if (!found) return;
    await changeDrill(this.options, facts.number, async (unit, before) => {
      const verdict = judgeMeasurement(before.facts, found);
      // Another replica was faster.
      if (!verdict.ok) return undefined;
      return recordFact(
        unit,
        { type: 'drill.measured', subject: facts.number, data: found },
        entry => foldDrill(before.facts, entry),
      );
    });
  }

  /** Undefined as long as an alert may still fire. */
  async #found(facts: DrillFacts): Promise<Measurement | undefined> {
    const { journal, preconditions, graceMs } = this.options;
    const { faults, predicted = [], budgetsLeft = {} } = facts;
    if (!faults) return { missed: false, spent: {} };
    const alerts = await this.#alerts(predicted.map(each => each.objective));
    const until = Date.parse(faults.to) + graceMs;
    const found = measureDetection(
      predicted,
      faults,
      // What fires later is about something else.
      alerts.filter(({ firedAt }) => Date.parse(firedAt) <= until),
    );
    if (found.measured === undefined && journal.now().getTime() < until) {
      return undefined;
    }
    const before = Object.entries(budgetsLeft);
    const left = await preconditions.budgetsLeft(
      before.map(([objective]) => objective),
      AbortSignal.timeout(ANSWER_MS),
    );
    const spent = before.flatMap(([objective, had]): [string, number][] =>
      objective in left ? [[objective, had - left[objective]]] : [],
    );
    return { ...found, spent: Object.fromEntries(spent) };
  }

  async #alerts(objectives: readonly string[]): Promise<FiredAlert[]> {
    const { serviceLevels } = this.options;
    const pages = await Promise.all(
      objectives.map(objective =>
        serviceLevels.listAlerts(
          { objective, limit: 200 },
          { signal: AbortSignal.timeout(ANSWER_MS) },
        ),
      ),
    );
    return pages.flatMap(({ items }) =>
      items.flatMap(({ number, objective, kind, firedAt }) =>
        kind === 'burn' && firedAt !== undefined
          ? [{ number, objective, firedAt }]
          : [],
      ),
    );
  }

  async #openProblem({ facts }: StoredDrill): Promise<void> {
    const { incidents, pages, days } = this.options;
    const { number, title, entity, measurement, faults } = facts;
    const seconds = Math.round((measurement?.predicted ?? 0) / 1000);
    const { problem } = await incidents.openProblem(
      {
        title: `No alert fired in ${number}: ${title}`.slice(0, LONGEST_TITLE),
        description: `An alert was predicted ${seconds} s after the fault began at ${
          faults?.from ?? 'an unknown time'
        }, and none fired.

${pages.url(number)}`,
        entities: [entity],
      },
      {
        // Asked again, as after a kill, the same problem is answered.
        idempotencyKey: `${pluginId}.${number}`,
        signal: AbortSignal.timeout(ANSWER_MS),
      },
    );
    await changeDrill(this.options, number, async (unit, before) => {
      if (before.facts.problem !== undefined) return undefined;
      await tellDrill(
        unit,
        before.facts,
        {
          occasion: 'missed',
          words: 'was not noticed by any alert',
          weight: 'act',
        },
        days,
      );
      return recordFact(
        unit,
        {
          type: 'drill.problem_opened',
          subject: number,
          data: { problem: problem.number },
        },
        entry => foldDrill(before.facts, entry),
      );
    });
  }

  /** What became of the first incident that alerts opened meanwhile, once nobody works on it any more. */
  async #answer({ facts }: StoredDrill): Promise<void> {
    const { incidents, graceMs } = this.options;
    const { number, entity, faults } = facts;
    if (!faults) return;
    const { items } = await incidents.listIncidents(
      {
        entityRef: [entity],
        openedFrom: faults.from,
        openedTo: new Date(Date.parse(faults.to) + graceMs).toISOString(),
        limit: 200,
      },
      { signal: AbortSignal.timeout(ANSWER_MS) },
    );
    const incident = items
      .filter(({ source }) => source === 'alert')
      .sort((a, b) => a.opened.at.localeCompare(b.opened.at))
      .at(0);
    if (!incident || isOpen(incident.state)) return;
    const stamped = Object.entries(incident.times).flatMap(
      ([name, at]): [string, string][] =>
        at === undefined ? [] : [[name, at]],
    );
    const times: [string, string][] = [
      ['opened', incident.opened.at],
      ...stamped,
    ];
    await changeDrill(this.options, number, async (unit, before) => {
      // Another replica was faster.
      if (!judgeResponse(before.facts).ok) return undefined;
      return recordFact(
        unit,
        {
          type: 'drill.responded',
          subject: number,
          data: {
            incident: incident.number,
            times: Object.fromEntries(times),
          },
        },
        entry => foldDrill(before.facts, entry),
      );
    });
  }
}
