import { LoggerService } from '@backstage/backend-plugin-api';
import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import {
  deploymentOutcome,
  DrillFacts,
  foldDrill,
  judgeReport,
} from '@countersign/plugin-chaos-drills-common';
import { AreaPages, recordFact } from '@countersign/plugin-governance-node';
import { DrillStore } from '../database/DrillStore';
import { DrillJournal } from '../unit';
import { changeDrill } from './changeDrill';

const AT_ONCE = 50;
const ANSWER_MS = 20_000;
/** What change management refuses for so long, it will never take. */
const LONGEST_MS = 7 * 24 * 3600 * 1000;
/** What failed is left alone for a while: it is not asked for again with every look. */
const LEFT_ALONE_MS = 5 * 60_000;
const LONGEST_NOTE = 2000;

/**
 * Reports each drill that ran to the change that permitted it, as the deployment that the change was about: so the change goes
 * on to its review with the times of the run, says whether it covered it, and leads to the page of the drill.
 */
export class ChangeReporter {
  readonly #leftAlone = new Map<string, number>();

  constructor(
    private readonly options: {
      journal: DrillJournal;
      drills: DrillStore;
      changes: Pick<ChangeManagementService, 'getChange' | 'reportDeployment'>;
      pages: AreaPages;
      logger: LoggerService;
    },
  ) {}

  /** Looks at all that are not reported yet. */
  async look(): Promise<void> {
    const { drills, journal, logger } = this.options;
    const now = journal.now().getTime();
    const after = new Date(now - LONGEST_MS);
    for (const { facts } of await drills.unreported(
      journal.knex,
      after,
      AT_ONCE,
    )) {
      if ((this.#leftAlone.get(facts.number) ?? 0) > now) continue;
      try {
        await this.#report(facts);
        this.#leftAlone.delete(facts.number);
      } catch (error) {
        this.#leftAlone.set(facts.number, now + LEFT_ALONE_MS);
        logger.warn(
          `${facts.number} is reported to ${facts.change} again later: ${String(
            error,
          )}`,
        );
      }
    }
  }

  async #report(facts: DrillFacts): Promise<void> {
    const { changes, pages, journal, drills } = this.options;
    const { number, change, entity, outcome, startedAt, endedAt } = facts;
    if (!change || !outcome || !startedAt || !endedAt) return;
    const signal = AbortSignal.timeout(ANSWER_MS);
    const { change: permitted } = await changes.getChange(change, { signal });
    // The same report again, as after a kill, is the same deployment.
    const { id, reconciliation } = await changes.reportDeployment(
      {
        externalId: number,
        change,
        environment: permitted.environment,
        items: [entity],
        outcome: deploymentOutcome(outcome),
        startedAt,
        finishedAt: endedAt,
        ...(facts.gateDecision && { gateDecisionId: facts.gateDecision }),
        url: pages.url(number),
        notes: notesOf(facts),
      },
      { signal },
    );
    const report = {
      ...{ change, deployment: id },
      verdict: reconciliation.verdict,
    };
    await changeDrill({ journal, drills }, number, async (unit, before) => {
      // Another replica was faster.
      if (!judgeReport(before.facts, report).ok) return undefined;
      return recordFact(
        unit,
        { type: 'drill.reported', subject: number, data: report },
        entry => foldDrill(before.facts, entry),
      );
    });
  }
}

function notesOf({ number, title, outcome, reasons = [] }: DrillFacts): string {
  return [`The drill ${number} (${title}) has ended: ${outcome}.`, ...reasons]
    .join('\n')
    .slice(0, LONGEST_NOTE);
}
