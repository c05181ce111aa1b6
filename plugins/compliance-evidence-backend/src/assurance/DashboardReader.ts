import { itemsIn, scopeOf } from '@countersign/plugin-cmdb-common';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { complianceDashboardFigures } from '@countersign/plugin-compliance-evidence-common';
import {
  DashboardAnswer,
  dashboardAnswer,
  DashboardScope,
} from '@countersign/plugin-governance-common';
import { Caller } from '@countersign/plugin-governance-node';
import { AnswerStore } from '../database/AnswerStore';
import { AttestationStore } from '../database/AttestationStore';
import { controlColumn, FindingStore } from '../database/FindingStore';
import { RequestStore } from '../database/RequestStore';
import { AssuranceAccess } from './AssuranceAccess';
import { ScoreKeeper } from './ScoreKeeper';
import { AssuranceJournal } from './unit';

/** The figures of findings, controls and requests on the dashboard. */
export class DashboardReader {
  constructor(
    private readonly options: {
      journal: AssuranceJournal;
      access: AssuranceAccess;
      scores: ScoreKeeper;
      findings: FindingStore;
      requests: RequestStore;
      answers: AnswerStore;
      attestations: AttestationStore;
      catalog: Pick<CatalogReader, 'graph'>;
    },
  ) {}

  async figures(
    caller: Caller,
    asked: DashboardScope,
  ): Promise<DashboardAnswer> {
    const { access, journal, scores, findings, requests } = this.options;
    const { answers, attestations } = this.options;
    await access.demandReading(caller);
    const now = journal.now();
    const { knex } = journal;
    const items = await this.#items(asked);
    const [score, scoreBefore, standing, overdueRequests, attested] =
      await Promise.all([
        scores.scores(knex, now),
        answers.scoreBefore(knex, asked.from),
        findings.standing(knex, now, items),
        requests.countOverdue(knex, now),
        attestations.latest(knex),
      ]);
    const at = now.toISOString();
    return dashboardAnswer(asked, {
      at,
      figures: complianceDashboardFigures({
        ...{ at, score, overdueRequests },
        ...(items && { items }),
        ...(scoreBefore && { scoreBefore }),
        findings: standing,
        attestedTo: score.controls.map(
          ({ control }) =>
            attested.get(controlColumn(control))?.facts.period.end,
        ),
      }),
    });
  }

  async #items(asked: DashboardScope): Promise<string[] | undefined> {
    if (!asked.team && !asked.system) return undefined;
    const graph = await this.options.catalog.graph();
    return itemsIn(graph, scopeOf(graph, asked));
  }
}
