import { randomUUID } from 'crypto';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  Deployment,
  CountedDeployment,
  deploymentReportForOthersPermission,
  deploymentReportPermission,
  deploymentReportSchema,
  Facts,
  factsAt,
  GateDecision,
  needsRetrospective,
  reconcile,
  Reconciliation,
  recordedWorldIn,
  World,
  worldsAround,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { Page, wrongField } from '@countersign/plugin-governance-common';
import { demandNone, Caller } from '@countersign/plugin-governance-node';
import { digestOf } from '@countersign/plugin-ledger-common';
import { Authorizer, Rights } from '../access/Authorizer';
import { StoredChange } from '../database/changeRows';
import { DeploymentFilter, OutcomeFilter } from '../database/DeploymentStore';
import { Stores } from '../database/stores';
import { Followers } from './Followers';
import { Journal, Unit } from './Journal';
import { judged, Steps } from './lifecycle/Steps';
import { relyOn } from './relyOn';
import { Retrospection } from './Retrospection';
import { SituationReader } from './SituationReader';

export type ReportInput = z.output<typeof deploymentReportSchema>;

/** Clocks of pipelines differ a little from ours; a deployment beyond this has not happened. */
const SKEW_MS = 2 * 60 * 1000;

/** A reported deployment and what it was found to be. */
interface Finding {
  verdict: Reconciliation;
  /** What the verdict relied on. */
  world?: World;
  /** The covering change as it was when the deployment started. */
  facts?: Facts;
}

/** Takes reports of deployments and holds each against the change that should cover it. */
export class DeploymentService {
  readonly #changes: Stores['changes'];
  readonly #deployments: Stores['deployments'];
  readonly #gate: Stores['gate'];
  readonly #journal: Journal;
  readonly #authorizer: Authorizer;
  readonly #catalog: CatalogReader;
  readonly #situations: SituationReader;
  readonly #steps: Steps;
  readonly #followers: Followers;
  readonly #retrospection: Retrospection;

  constructor(options: {
    stores: Stores;
    journal: Journal;
    authorizer: Authorizer;
    catalog: CatalogReader;
    situations: SituationReader;
    steps: Steps;
    followers: Followers;
    retrospection: Retrospection;
  }) {
    this.#changes = options.stores.changes;
    this.#deployments = options.stores.deployments;
    this.#gate = options.stores.gate;
    this.#journal = options.journal;
    this.#authorizer = options.authorizer;
    this.#catalog = options.catalog;
    this.#situations = options.situations;
    this.#steps = options.steps;
    this.#followers = options.followers;
    this.#retrospection = options.retrospection;
  }

  async list(
    caller: Caller,
    filter: DeploymentFilter,
  ): Promise<Page<Deployment>> {
    const rights = await this.#authorizer.rights(caller);
    return this.#deployments.list(
      this.#journal.knex,
      filter,
      rights.demandReading(),
    );
  }

  /** How the deployments of a period went, of those that the caller may read. */
  async outcomes(
    caller: Caller,
    filter: OutcomeFilter,
  ): Promise<Page<CountedDeployment>> {
    const rights = await this.#authorizer.rights(caller);
    return this.#deployments.outcomes(
      this.#journal.knex,
      filter,
      rights.demandReading(),
    );
  }

  /**
   * Records a deployment and reconciles it. The same report again is the same deployment.
   *
   * @throws ConflictError when another report was made under the same external id, NotAllowedError when a person reports
   * what somebody else deployed
   */
  async report(
    caller: Caller,
    input: ReportInput,
    options: { idempotencyKey?: string; demo?: boolean } = {},
  ): Promise<Deployment> {
    await this.#authorizer.demand(caller, deploymentReportPermission);
    await this.#demandOwn(caller, input.deployer);
    demandPast(input, this.#journal.now());
    const rights = await this.#authorizer.rights(caller);
    if (input.items.length) await this.#catalog.items(input.items);
    if (input.deployer) {
      await this.#catalog.people('deployer', [input.deployer]);
    }
    const graph = await this.#catalog.graph();
    const { idempotencyKey: key, demo = false } = options;
    return this.#journal.idempotent(
      caller,
      key,
      async unit => {
        const stored = await this.#find(unit, rights, input);
        const known = await this.#known(unit, input);
        return known ?? this.#record(unit, graph, input, stored, demo);
      },
      {
        request: { operation: 'deployment', input },
        keep: ({ externalId }) => externalId,
        again: async unit => (await this.#known(unit, input))!,
      },
    );
  }

  /** A person reports what they deployed themselves; a pipeline may report for a person, and the record says so. */
  async #demandOwn(caller: Caller, deployer?: string): Promise<void> {
    if (!deployer || deployer === caller.ref) return;
    if (caller.kind === 'user') {
      throw wrongField(
        'deployer',
        `you are ${caller.ref} and cannot report what ${deployer} deployed`,
        NotAllowedError,
      );
    }
    await this.#authorizer.demand(caller, deploymentReportForOthersPermission);
  }

  /** The covering change, locked: a report made twice at once waits here for itself. */
  async #find(
    unit: Unit,
    rights: Rights,
    { change, planDigest }: ReportInput,
  ): Promise<StoredChange | undefined> {
    const found = change
      ? await this.#changes.find(unit.trx, change)
      : planDigest && (await this.#changes.findByPlan(unit.trx, planDigest));
    if (!found || !rights.may('read', found)) {
      if (change) {
        throw wrongField('change', `there is no ${change}`, NotFoundError);
      }
      return undefined;
    }
    // A report moves the change on, and is part of its story: only who may implement it reports about it.
    if (unit.actor.kind === 'user') rights.demand('implement', found);
    return unit.lock(found.change.number);
  }

  async #known(
    { trx, actor }: Unit,
    input: ReportInput,
  ): Promise<Deployment | undefined> {
    const found = await this.#deployments.findReport(
      trx,
      actor.ref,
      input.externalId,
    );
    if (found && found.reportHash !== digestOf(input)) {
      throw wrongField(
        'externalId',
        `you reported ${input.externalId} already, and otherwise. A deployment is reported once; give a new one a new id.`,
        ConflictError,
      );
    }
    return found?.deployment;
  }

  async #record(
    unit: Unit,
    graph: CmdbGraph,
    input: ReportInput,
    stored: StoredChange | undefined,
    demo: boolean,
  ): Promise<Deployment> {
    const { change: _, ...report } = input;
    const items = input.items.length ? input.items : stored?.change.items ?? [];
    if (!items.length) {
      throw wrongField(
        'items',
        'no change covers this deployment, so name the configuration items it touched',
      );
    }
    const reported = {
      ...report,
      id: randomUUID(),
      items,
      changeNumber: stored?.change.number,
      reportedBy: unit.actor.ref,
      reportedAt: unit.now.toISOString(),
    };
    const finding = await this.#reconcile(unit, graph, reported, stored);
    const { verdict } = finding;
    const opened = needsRetrospective(verdict, reported, finding.facts)
      ? await this.#retrospection.open(
          unit,
          graph,
          {
            ...reported,
            deployer: input.deployer ?? unit.actor.ref,
            demo: stored?.change.demo ?? demo,
          },
          verdict.reasons,
          stored && unit.facts(stored.change.number),
        )
      : undefined;
    const deployment: Deployment = {
      ...reported,
      reconciliation: {
        ...verdict,
        retrospectiveChange: opened?.change.number,
      },
    };
    await this.#deployments.insert(
      unit.trx,
      stored?.change.id,
      deployment,
      digestOf(input),
    );
    if (stored) {
      await this.#write(unit, deployment, stored, finding.world);
    }
    if (opened) {
      await this.#writeRetrospective(unit, graph, deployment, opened);
      await this.#retrospection.ask(unit, graph, opened);
    }
    if (stored && verdict.covers) {
      await this.#moveOn(unit, graph, stored, deployment);
    }
    return deployment;
  }

  /** Judges the deployment as the gate would have when it started, by what the ledger says of the change until then. */
  async #reconcile(
    unit: Unit,
    graph: CmdbGraph,
    deployment: Omit<Deployment, 'reconciliation'>,
    stored: StoredChange | undefined,
  ): Promise<Finding> {
    const { trx, now } = unit;
    const { startedAt, gateDecisionId } = deployment;
    const quoted = gateDecisionId
      ? await this.#quoted(trx, gateDecisionId, stored)
      : undefined;
    const common = { deployment, quoted, now: now.toISOString() };
    if (!stored) {
      return {
        verdict: reconcile({
          ...common,
          worlds: [],
          approvals: [],
          earlier: [],
        }),
      };
    }
    const { number } = stored.change;
    const entries = await unit.entries(number);
    const facts = factsAt(entries, startedAt);
    const before = recordedWorldIn(entries, facts?.relied, startedAt);
    const world = withKnownDemands(
      await this.#situations.past(
        trx,
        { stored, facts: facts ?? unit.facts(number) },
        graph,
        new Date(startedAt),
      ),
      before,
    );
    return {
      facts,
      world,
      verdict: reconcile({
        ...common,
        number,
        facts,
        worlds: worldsAround(world, before),
        approvals: unit.facts(number).decisions,
        earlier: unit.facts(number).runs,
      }),
    };
  }

  /** The answer of the gate the report quotes; one about another change says nothing about this one. */
  async #quoted(
    db: Knex,
    id: string,
    stored: StoredChange | undefined,
  ): Promise<GateDecision | 'unknown'> {
    const answer = await this.#gate.find(db, id);
    if (!answer) {
      throw wrongField('gateDecisionId', `the gate gave no answer ${id}`);
    }
    return answer.changeNumber === stored?.change.number ? answer : 'unknown';
  }

  async #write(
    unit: Unit,
    { reconciliation, ...reported }: Deployment,
    { change }: StoredChange,
    world: World | undefined,
  ): Promise<void> {
    await unit.record('deployment.reported', change.number, reported);
    const relied = world && (await relyOn(unit, change.number, world));
    await unit.record('deployment.reconciled', change.number, {
      deploymentId: reported.id,
      ...reconciliation,
      relied,
    });
    unit.touched(change);
  }

  /** The same deployment in the story of the change that answers for it. */
  async #writeRetrospective(
    unit: Unit,
    graph: CmdbGraph,
    deployment: Deployment,
    opened: StoredChange,
  ): Promise<void> {
    const { number } = opened.change;
    const { world } = await this.#situations.read(
      unit.trx,
      { stored: opened, facts: unit.facts(number) },
      graph,
      unit.now,
    );
    await this.#write(unit, deployment, opened, world);
  }

  /** A change that was implemented by a deployment is in review, whatever the outcome. */
  async #moveOn(
    unit: Unit,
    graph: CmdbGraph,
    stored: StoredChange,
    deployment: Deployment,
  ): Promise<void> {
    const { change } = stored;
    const situation = await this.#situations.read(
      unit.trx,
      { stored, facts: unit.facts(change.number) },
      graph,
      unit.now,
    );
    const transition = judged({ unit, stored }, situation, 'deployment');
    // A report may come after the change was closed: it is on record, and nothing is left to move.
    if (!transition.path.length) return;
    const outcome = deployment.outcome.replace('_', ' ');
    await this.#steps.take(
      { unit, stored },
      'deployment',
      transition,
      {
        implementationStartedAt:
          change.implementationStartedAt ?? deployment.startedAt,
        implementationEndedAt: deployment.finishedAt,
      },
      { reason: `deployment ${deployment.externalId} ${outcome}` },
    );
    await this.#followers.tell(
      { unit, stored },
      {
        occasion: `deployment-${deployment.id}`,
        words: `deployment ${outcome}: review it`,
        act: [change.requester],
      },
    );
  }
}

/**
 * Where nobody can say any more what was demanded when it started, what the last decision before relied on is what is
 * known of it: that an area is down when a report comes says nothing about the deployment.
 */
function withKnownDemands(world: World, before: World | undefined): World {
  if (!before) return world;
  return {
    ...world,
    demands: world.demands.flatMap(demand =>
      demand.unavailable
        ? before.demands.filter(({ source }) => source === demand.source)
        : [demand],
    ),
  };
}

/** @throws InputError when the deployment is said to be in the future */
function demandPast(
  input: Pick<ReportInput, 'startedAt' | 'finishedAt'>,
  now: Date,
): void {
  demandNone(
    (['startedAt', 'finishedAt'] as const)
      .filter(field => Date.parse(input[field]) > now.getTime() + SKEW_MS)
      .map(field => ({
        field,
        message: `is in the future (it is ${now.toISOString()}); report a deployment once it has happened`,
      })),
  );
}
