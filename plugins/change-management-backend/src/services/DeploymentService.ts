import { randomUUID } from 'crypto';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  Deployment,
  deploymentReportPermission,
  deploymentReportSchema,
  digestOf,
  Page,
  reconcile,
  Reconciliation,
  transitionOf,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { z } from 'zod';
import { Authorizer, Rights } from '../access/Authorizer';
import { Caller } from '../access/Caller';
import { StoredChange } from '../database/changeRows';
import { DeploymentFilter } from '../database/DeploymentStore';
import { Stores } from '../database/stores';
import { notificationOf } from '../outbox/messages';
import { CatalogReader } from './CatalogReader';
import { wrongField } from './errors';
import { Journal, Unit } from './Journal';
import { allowed, Steps } from './lifecycle/Steps';
import { Retrospection } from './Retrospection';
import { SituationReader } from './SituationReader';

export type ReportInput = z.output<typeof deploymentReportSchema>;

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
  readonly #retrospection: Retrospection;

  constructor(options: {
    stores: Stores;
    journal: Journal;
    authorizer: Authorizer;
    catalog: CatalogReader;
    situations: SituationReader;
    steps: Steps;
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
    this.#retrospection = options.retrospection;
  }

  async list(
    caller: Caller,
    filter: DeploymentFilter,
  ): Promise<Page<Deployment>> {
    const rights = await this.#authorizer.rights(caller);
    if (rights.readsNothing) return { items: [] };
    return this.#deployments.list(this.#journal.knex, filter, rights.readable);
  }

  /**
   * Records a deployment and reconciles it. The same report again is the same deployment.
   *
   * @throws ConflictError when another report was made under the same external id
   */
  async report(
    caller: Caller,
    input: ReportInput,
    options: { idempotencyKey?: string; demo?: boolean } = {},
  ): Promise<Deployment> {
    await this.#authorizer.demand(caller, deploymentReportPermission);
    const rights = await this.#authorizer.rights(caller);
    if (input.items.length) await this.#catalog.items(input.items);
    if (input.deployer) {
      await this.#catalog.people('deployer', [input.deployer]);
    }
    const graph = await this.#catalog.graph();
    const { idempotencyKey: key, demo = false } = options;
    return this.#journal.run(
      caller,
      async unit => {
        const stored = await this.#find(unit, rights, input);
        const known = await this.#known(unit, input);
        return known ?? this.#record(unit, graph, input, stored, demo);
      },
      key ? { key, request: { operation: 'deployment', input } } : undefined,
    );
  }

  /** The covering change, locked: a report made twice at once waits here for itself. */
  async #find(
    { trx }: Unit,
    rights: Rights,
    { change, planDigest }: ReportInput,
  ): Promise<StoredChange | undefined> {
    const found = change
      ? await this.#changes.find(trx, change)
      : planDigest && (await this.#changes.findByPlan(trx, planDigest));
    if (!found || !rights.may('read', found)) {
      if (change) {
        throw wrongField('change', `there is no ${change}`, NotFoundError);
      }
      return undefined;
    }
    return this.#changes.lock(trx, found.change.number);
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
    const { change: _, deployer, ...report } = input;
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
    const verdict = await this.#reconcile(unit, reported, stored);
    const opened =
      verdict.verdict === 'unauthorised'
        ? await this.#retrospection.open(
            unit,
            graph,
            {
              ...reported,
              deployer: deployer ?? unit.actor.ref,
              verdict: verdict.verdict,
              demo: stored?.change.demo ?? demo,
            },
            verdict.reasons,
          )
        : undefined;
    const deployment: Deployment = {
      ...reported,
      reconciliation: {
        ...verdict,
        retrospectiveChange: opened?.change.number,
      },
    };
    await this.#deployments.insert(unit.trx, stored?.change.id, deployment, {
      hash: digestOf(input),
      deployer,
    });
    await this.#write(unit, deployment, deployer, stored ?? opened);
    if (opened) await this.#retrospection.ask(unit, graph, opened);
    else if (stored) await this.#moveOn(unit, graph, stored, deployment);
    return deployment;
  }

  async #reconcile(
    { trx, now }: Unit,
    deployment: Omit<Deployment, 'reconciliation'>,
    stored: StoredChange | undefined,
  ): Promise<Reconciliation> {
    const { gateDecisionId } = deployment;
    const gate = gateDecisionId
      ? await this.#gate.find(trx, gateDecisionId)
      : undefined;
    if (gateDecisionId && !gate) {
      throw wrongField(
        'gateDecisionId',
        `the gate gave no answer ${gateDecisionId}`,
      );
    }
    // An answer about another change says nothing about this one.
    const about = gate?.changeNumber === stored?.change.number;
    return reconcile({
      deployment,
      change: stored?.change,
      gate: about ? gate : undefined,
      now: now.toISOString(),
    });
  }

  async #write(
    unit: Unit,
    deployment: Deployment,
    deployer: string | undefined,
    about: StoredChange | undefined,
  ): Promise<void> {
    const { reconciliation, ...reported } = deployment;
    const subject = about?.change.number ?? deployment.id;
    const options = { numbered: about !== undefined };
    await unit.record(
      'deployment.reported',
      subject,
      { ...reported, deployer },
      options,
    );
    await unit.record(
      'deployment.reconciled',
      subject,
      { deploymentId: deployment.id, ...reconciliation },
      options,
    );
    if (about) unit.touched(about.change.number);
  }

  /** A change that was deployed is in review, whatever the outcome. */
  async #moveOn(
    unit: Unit,
    graph: CmdbGraph,
    stored: StoredChange,
    deployment: Deployment,
  ): Promise<void> {
    const { change } = stored;
    const { context } = await this.#situations.read(
      unit.trx,
      stored,
      graph,
      unit.now,
    );
    const result = transitionOf(change, 'deployment', context);
    // A report may come after the change was closed: it is on record, and nothing is left to move.
    if (!result.ok || !result.path.length) return;
    await this.#steps.take(
      { unit, stored },
      'deployment',
      allowed(result),
      {
        implementationStartedAt:
          change.implementationStartedAt ?? deployment.startedAt,
        implementationEndedAt: deployment.finishedAt,
      },
      `deployment ${deployment.externalId} ${deployment.outcome.replace(
        '_',
        ' ',
      )}`,
    );
    unit.tell(
      notificationOf(change, {
        occasion: `deployment-${deployment.id}`,
        recipients: [change.requester],
        exclude: [unit.actor.ref],
        sentence: `its deployment ${deployment.outcome.replace(
          '_',
          ' ',
        )} and waits for review`,
      }),
    );
  }
}
