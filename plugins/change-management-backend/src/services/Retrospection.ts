import { randomUUID } from 'crypto';
import {
  Deployment,
  ReconciliationVerdict,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { StoredChange } from '../database/changeRows';
import { Stores } from '../database/stores';
import { itemsOf, ownersOf, teamOf } from './CatalogReader';
import { snapshotOf } from './ChangeService';
import { Unit } from './Journal';
import { Submission } from './lifecycle/Submission';

/** A deployment that no approved change covers. */
export type Unauthorised = Pick<
  Deployment,
  | 'id'
  | 'externalId'
  | 'environment'
  | 'items'
  | 'commit'
  | 'startedAt'
  | 'finishedAt'
  | 'changeNumber'
> & { deployer: string; verdict: ReconciliationVerdict; demo: boolean };

/** Opens retrospective changes, so that what happened without approval is approved or rejected afterwards. */
export class Retrospection {
  readonly #changes: Stores['changes'];
  readonly #submission: Submission;

  constructor(options: { stores: Stores; submission: Submission }) {
    this.#changes = options.stores.changes;
    this.#submission = options.submission;
  }

  async open(
    unit: Unit,
    graph: CmdbGraph,
    deployment: Unauthorised,
    reasons: string[],
  ): Promise<StoredChange> {
    const items = itemsOf(graph, deployment.items);
    const { startedAt, finishedAt } = deployment;
    const stored = await this.#changes.insert(
      unit.trx,
      await this.#changes.nextNumber(unit.trx),
      {
        id: randomUUID(),
        title: `Unauthorised deployment ${deployment.externalId}`.slice(0, 200),
        description: [
          `Found by reconciliation${
            deployment.changeNumber
              ? ` of a report that names ${deployment.changeNumber}`
              : ''
          }.`,
          ...reasons,
        ].join('\n'),
        type: 'retrospective',
        state: 'authorize',
        category: 'other',
        environment: deployment.environment,
        items: deployment.items,
        team: teamOf(items),
        itemOwners: ownersOf(graph, items),
        requester: deployment.deployer,
        planAuthors: [],
        window:
          startedAt < finishedAt
            ? { start: startedAt, end: finishedAt }
            : undefined,
        links: [],
        commit: deployment.commit,
        approvalStatus: 'pending',
        approvalRound: 1,
        submittedAt: unit.now.toISOString(),
        implementationStartedAt: startedAt,
        implementationEndedAt: finishedAt,
        source: { kind: 'reconciliation', runId: deployment.id },
        demo: deployment.demo,
      },
      unit.now,
    );
    await unit.record(
      'change.created',
      stored.change.number,
      snapshotOf(stored),
    );
    unit.touched(stored.change.number);
    return stored;
  }

  /** Asks for approval, after the deployment was recorded under the change. */
  ask(
    unit: Unit,
    graph: CmdbGraph,
    stored: StoredChange,
  ): Promise<StoredChange> {
    return this.#submission.askAfterwards({ unit, graph, stored });
  }
}
