import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { Caller, PlainAccess } from '@countersign/plugin-governance-node';
import {
  AlertFigure,
  alertQuality,
  AlertQualityAnswer,
  alertQualityQuerySchema,
  alertReadPermission,
  AlertRun,
  AlertRuns,
  runsBehind,
} from '@countersign/plugin-incident-management-common';
import { z } from 'zod';
import { IncidentAccess } from '../access/IncidentAccess';
import { RunStore } from '../database/RunStore';
import { IncidentJournal } from '../services/IncidentKeeper';
import { IncidentMemory } from './IncidentMemory';
import { askedPeriod } from './period';
import { seenBy } from './seenBy';

type Asked = z.output<typeof alertQualityQuerySchema>;

const MOST_RECORDS = 500;

/** How good alerts are, for those who read alerts; what led to an incident they may not see is left out. */
export class AlertQualityReader {
  constructor(
    private readonly options: {
      journal: IncidentJournal;
      access: PlainAccess;
      incidentAccess: IncidentAccess;
      memory: IncidentMemory;
      runs: RunStore;
      catalog: Pick<CatalogReader, 'graph'>;
    },
  ) {}

  async report(caller: Caller, asked: Asked): Promise<AlertQualityAnswer> {
    const { runs, incidents, period } = await this.#read(caller, asked);
    return alertQuality(runs, incidents, period);
  }

  /** The alerts that make a figure worse. */
  async behind(
    caller: Caller,
    figure: AlertFigure,
    asked: Asked,
  ): Promise<AlertRuns> {
    const { runs, incidents } = await this.#read(caller, asked);
    const found = runsBehind(figure, runs, incidents);
    const items = await this.options.runs.shown(
      this.options.journal.knex,
      found.map(({ id }) => id),
      MOST_RECORDS,
    );
    return { items, count: found.length };
  }

  async #read(caller: Caller, asked: Asked) {
    const { journal, access, incidentAccess, memory, runs, catalog } =
      this.options;
    await access.demand(caller, alertReadPermission, 'You may not read alerts');
    const period = askedPeriod(asked, journal.now());
    const [reader, incidents, started, graph] = await Promise.all([
      incidentAccess.reader(caller),
      memory.current(),
      runs.started(journal.knex, period, asked.entityRef),
      catalog.graph(),
    ]);
    const isSeen = seenBy(reader);
    // Many runs are of few entities: the catalog is asked once about each.
    const documented = new Map<string, boolean>();
    const isDocumented = (ref: string) => {
      const known = documented.get(ref) ?? graph.isDocumented(ref);
      documented.set(ref, known);
      return known;
    };
    const seen: AlertRun[] = [];
    for (const run of started) {
      const { entityRef } = run;
      const incident = run.incident && incidents.get(run.incident);
      if (incident && !isSeen(incident)) continue;
      // Written out: to copy the rest of each takes longer than all else.
      seen.push({
        id: run.id,
        ended: run.ended,
        flaps: run.flaps,
        mapped: entityRef !== undefined,
        heard: run.heard,
        // The page of an incident offers the documentation of what is hit as its runbook.
        runbook:
          run.runbook || (entityRef !== undefined && isDocumented(entityRef)),
        incident: run.incident,
      });
    }
    return { period, incidents, runs: seen };
  }
}
