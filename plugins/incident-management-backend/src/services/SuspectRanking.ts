import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  ChangeDetail,
  ChangeSummary,
  Deployment,
} from '@countersign/plugin-change-management-common';
import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { Caller } from '@countersign/plugin-governance-node';
import {
  ChangeRun,
  IncidentFacts,
  PossibleCause,
  rankSuspects,
  Suspect,
  SUSPICION_REACH_MS,
} from '@countersign/plugin-incident-management-common';
import { DrillCauses } from './DrillCauses';

/** So many items are looked at, the nearest first. */
const MOST_ITEMS = 50;
const MOST_DEPLOYMENTS = 200;
const MOST_CHANGES = 100;
/** So many changes are read one by one: those that nobody reported a deployment of. */
const MOST_READ = 20;
const MOST_SHOWN = 20;
/** Clocks of pipelines differ. */
const MINUTE = 60_000;

/** Changes as their reader sees them. */
export type SeenChanges = Pick<
  ChangeManagementService,
  'getChange' | 'listChanges' | 'listDeployments' | 'listDeploymentOutcomes'
>;

/** What of an incident its suspects depend on. */
type Hit = Pick<IncidentFacts, 'times' | 'entities' | 'drill'>;

/** Finds the changes that may have caused an incident, as far as somebody may see them. */
export class SuspectRanking {
  constructor(
    private readonly options: {
      catalog: CatalogReader;
      changes: SeenChanges;
      drillCauses: Pick<DrillCauses, 'of'>;
      logger: LoggerService;
    },
  ) {}

  /** @throws what change management refuses or fails with */
  async rank(caller: Caller, hit: Hit): Promise<Suspect[]> {
    const { catalog, drillCauses } = this.options;
    const { times, entities } = hit;
    const graph = await catalog.graph();
    const near = graph.dependenciesOf(entities).entities;
    const items = [
      ...new Set([...entities, ...near.map(({ entityRef }) => entityRef)]),
    ].slice(0, MOST_ITEMS);
    const [drilled, ran] = await Promise.all([
      drillCauses.of(caller, hit),
      this.#causes(caller, items, times.started),
    ]);
    const known = new Set(drilled.map(({ change }) => change));
    return rankSuspects({
      started: times.started,
      entities,
      // A drill that is over is a deployment of its change, too.
      causes: [...drilled, ...ran.filter(({ change }) => !known.has(change))],
      graph,
    }).slice(0, MOST_SHOWN);
  }

  /** The place of a change among the suspects, counted from 1; undefined where it is none of them, unknown where nobody can say. */
  async placeOf(
    caller: Caller,
    hit: Hit,
    change: string,
  ): Promise<number | 'unknown' | undefined> {
    try {
      const ranked = await this.rank(caller, hit);
      const place = ranked.findIndex(each => each.change === change);
      return place < 0 ? undefined : place + 1;
    } catch (error) {
      this.options.logger.warn(
        `The place of ${change} among the suspects could not be read, and stays unknown: ${stringifyError(
          error,
        )}`,
      );
      return 'unknown';
    }
  }

  async #causes(
    caller: Caller,
    item: string[],
    started: string,
  ): Promise<PossibleCause[]> {
    const { changes } = this.options;
    const asCaller = { credentials: caller.credentials };
    const from = new Date(
      Date.parse(started) - SUSPICION_REACH_MS,
    ).toISOString();
    const to = new Date(Date.parse(started) + MINUTE).toISOString();
    const [deployments, planned] = await Promise.all([
      changes.listDeployments(
        { item, startedFrom: from, startedTo: to, limit: MOST_DEPLOYMENTS },
        asCaller,
      ),
      changes.listChanges(
        {
          item,
          state: ['implement', 'review', 'closed'],
          windowFrom: from,
          windowTo: to,
          limit: MOST_CHANGES,
        },
        asCaller,
      ),
    ]);
    const runs = runsOf(deployments.items);
    const known = new Map(planned.items.map(each => [each.number, each]));
    const missing = [
      ...[...runs.keys()].filter(number => !known.has(number)),
      ...[...known.keys()].filter(number => !runs.has(number)),
    ].slice(0, MOST_READ);
    const read = await Promise.allSettled(
      missing.map(number => changes.getChange(number, asCaller)),
    );
    const details = new Map(
      read.flatMap(each =>
        each.status === 'fulfilled'
          ? [[each.value.change.number, each.value.change] as const]
          : [],
      ),
    );
    return [...new Set([...runs.keys(), ...known.keys()])].flatMap(number => {
      const change = details.get(number) ?? known.get(number);
      return change ? causeOf(change, runs.get(number)) : [];
    });
  }
}

/** The runs of each change; one that no change covered belongs to the change that was opened for it. */
function runsOf(
  deployments: readonly Deployment[],
): Map<string, { runs: ChangeRun[]; items: string[] }> {
  const found = new Map<string, { runs: ChangeRun[]; items: string[] }>();
  for (const deployment of deployments) {
    const { reconciliation, startedAt, finishedAt, outcome } = deployment;
    const number =
      reconciliation.retrospectiveChange ?? deployment.changeNumber;
    if (number === undefined) continue;
    const of = found.get(number) ?? { runs: [], items: [] };
    of.items.push(...deployment.items);
    of.runs.push({
      from: startedAt,
      to: finishedAt,
      outcome,
      ...(reconciliation.verdict !== 'authorised' && { deviates: true }),
    });
    found.set(number, of);
  }
  return found;
}

/** A change that nobody reported a deployment of was carried out when somebody said so. */
function causeOf(
  change: ChangeSummary | ChangeDetail['change'],
  deployed?: { runs: ChangeRun[]; items: string[] },
): PossibleCause[] {
  const { number, title, items, risk } = change;
  const runs = deployed?.runs ?? implementationOf(change);
  if (runs.length === 0) return [];
  return [
    {
      change: number,
      title,
      items: [...new Set([...items, ...(deployed?.items ?? [])])],
      ...(risk && { risk: risk.level }),
      runs,
    },
  ];
}

function implementationOf(
  change: ChangeSummary | ChangeDetail['change'],
): ChangeRun[] {
  if (!('implementationStartedAt' in change)) return [];
  const { implementationStartedAt: from, implementationEndedAt: to } = change;
  if (from === undefined) return [];
  return [
    {
      from,
      ...(to !== undefined && { to }),
      ...(change.closeCode === 'unsuccessful' && { outcome: 'failed' }),
    },
  ];
}
