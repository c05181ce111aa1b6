import { ServiceUnavailableError } from '@backstage/errors';
import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import { StartWorld } from '@countersign/plugin-chaos-drills-common';
import {
  AnsweredPreconditions,
  DrillPreconditions,
  PreconditionsAsked,
} from '@countersign/plugin-chaos-drills-node';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { openStates } from '@countersign/plugin-incident-management-common';
import { IncidentManagementService } from '@countersign/plugin-incident-management-node';
import { ServiceLevelFigures } from '@countersign/plugin-service-levels-node';
import { DrillHours, hoursAt } from './hours';
import { DrilledChange, isForExperiment } from './isForExperiment';

/** What a drill asks of them. */
export interface AskedAreas {
  changes: Pick<
    ChangeManagementService,
    'getChange' | 'askGate' | 'previewGate' | 'getCalendar'
  >;
  incidents: Pick<IncidentManagementService, 'listIncidents'>;
  serviceLevels: Pick<ServiceLevelFigures, 'getObjective'>;
}

/** A list is asked for so many entities at once. */
const ENTITIES_AT_ONCE = 50;
const MINUTE_MS = 60_000;
const MOST_APPROVERS = 100;

/** Asks changes, incidents and service levels. Whoever does not answer is named, and no drill starts. */
export class OtherAreas implements DrillPreconditions {
  constructor(
    private readonly options: AskedAreas & {
      catalog: Pick<CatalogReader, 'graph'>;
      hours: readonly DrillHours[];
      /** Templates of standard changes that are for drills. */
      standardChanges: readonly string[];
    },
  ) {}

  async ask(
    asked: PreconditionsAsked,
    signal: AbortSignal,
  ): Promise<AnsweredPreconditions> {
    const [change, freezes, incidents, budgetsLeft] = await Promise.all([
      answeredBy('Change management', () => this.#change(asked, signal)),
      answeredBy('Change management', () => this.#freezes(asked, signal)),
      answeredBy('Incident management', () => this.#incidents(asked, signal)),
      this.budgetsLeft(asked.objectives, signal),
    ]);
    return {
      ...(change && { change }),
      ...{ freezes, incidents, budgetsLeft },
      hours: hoursAt(this.options.hours, asked.at),
    };
  }

  async budgetsLeft(
    objectives: readonly string[],
    signal: AbortSignal,
  ): Promise<Record<string, number>> {
    const { serviceLevels } = this.options;
    const known = await Promise.all(
      objectives.map(async (id): Promise<[string, number][]> => {
        try {
          const { budgetLeft } = await serviceLevels.getObjective(id, {
            signal,
          });
          return budgetLeft === undefined ? [] : [[id, budgetLeft]];
        } catch (error) {
          if (signal.aborted) throw error;
          // What nobody can say is not there: the judge refuses, and names the objective.
          return [];
        }
      }),
    );
    return Object.fromEntries(known.flat());
  }

  async #change(
    { change: number, entity, experiment, isPreview }: PreconditionsAsked,
    signal: AbortSignal,
  ): Promise<StartWorld['change']> {
    const { catalog, changes, standardChanges } = this.options;
    if (number === undefined) return undefined;
    const found = await changes.getChange(number, { signal });
    const { change, items } = found;
    if (!items.some(({ entityRef }) => entityRef === entity)) {
      const why = `it is not about ${entity}.`;
      return { number, mayGoAhead: false, why };
    }
    if (!isForExperiment(change, experiment, standardChanges)) {
      const why = `it is not for this experiment, whose digest ${experiment} its implementation plan has to name.`;
      return { number, mayGoAhead: false, why };
    }
    const item = (await catalog.graph()).item(entity);
    const presented = {
      change: number,
      // A change for staging permits nothing in production: it is the service's own environment, where the catalog has it.
      environment: item?.environment ?? change.environment,
    };
    const answer = isPreview
      ? await changes.previewGate(presented, { signal })
      : await changes.askGate(presented, { signal });
    const { decision, checks } = answer;
    const onRecord = {
      ...approvalOf(found),
      ...('id' in answer && { gateDecision: answer.id }),
    };
    if (decision === 'allow') {
      return { number, mayGoAhead: true, ...onRecord };
    }
    const why = checks
      .filter(({ passed }) => !passed)
      .map(({ detail }) => detail)
      .join(' ');
    return {
      ...{ number, mayGoAhead: false },
      ...(why && { why: why.slice(0, 2000) }),
      ...onRecord,
    };
  }

  async #freezes(
    { entity, at }: PreconditionsAsked,
    signal: AbortSignal,
  ): Promise<StartWorld['freezes']> {
    const now = Date.parse(at);
    const { bands } = await this.options.changes.getCalendar(
      {
        from: new Date(now).toISOString(),
        to: new Date(now + MINUTE_MS).toISOString(),
        item: [entity],
      },
      { signal },
    );
    return bands
      .filter(
        ({ kind, window }) =>
          kind === 'freeze' &&
          Date.parse(window.start) <= now &&
          now < Date.parse(window.end),
      )
      .map(({ title, window }) => ({
        title,
        until: new Date(window.end).toISOString(),
      }));
  }

  /** Open ones on the entity, and on all that hangs on it. */
  async #incidents(
    { entity }: PreconditionsAsked,
    signal: AbortSignal,
  ): Promise<StartWorld['incidents']> {
    const { catalog, incidents } = this.options;
    const graph = await catalog.graph();
    const reached = graph.impactOf([entity]).entities;
    const entities = [entity, ...reached.map(({ entityRef }) => entityRef)];
    const found = new Map<string, string>();
    for (let i = 0; i < entities.length; i += ENTITIES_AT_ONCE) {
      const some = entities.slice(i, i + ENTITIES_AT_ONCE);
      const { items } = await incidents.listIncidents(
        { state: [...openStates], entityRef: some, limit: 200 },
        { signal },
      );
      for (const incident of items) {
        const hit = incident.entities.find(ref => some.includes(ref));
        found.set(incident.number, hit ?? entity);
      }
    }
    return [...found].map(([number, hit]) => ({ number, entity: hit }));
  }
}

/** Who approved a change, or by which template it was approved beforehand. */
function approvalOf({
  change: { type, template },
  approvals,
}: Pick<
  Awaited<ReturnType<AskedAreas['changes']['getChange']>>,
  'approvals'
> & {
  change: DrilledChange;
}): Pick<NonNullable<StartWorld['change']>, 'approvedBy' | 'template'> {
  const given = (approvals?.requirements ?? []).flatMap(each => each.approvals);
  const approvers = given.flatMap(({ approver, decision, void: isVoid }) =>
    decision === 'approved' && !isVoid ? [approver] : [],
  );
  return {
    ...(approvers.length > 0 && {
      approvedBy: [...new Set(approvers)].slice(0, MOST_APPROVERS),
    }),
    ...(type === 'standard' && template && { template: template.id }),
  };
}

async function answeredBy<T>(who: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ServiceUnavailableError(`${who} gives no answer: ${why}`);
  }
}
