import { randomUUID } from 'crypto';
import {
  Deployment,
  environmentFloor,
  Facts,
} from '@countersign/plugin-change-management-common';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { itemsOf, ownersOf, teamOf } from '@countersign/plugin-cmdb-node';
import { itemView } from '@countersign/plugin-governance-common';
import { StoredChange } from '../database/changeRows';
import { Stores } from '../database/stores';
import { Settings } from '../settings';
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
> & { deployer: string; demo: boolean };

/** Opens retrospective changes, so that what happened without approval is approved or rejected afterwards. */
export class Retrospection {
  readonly #changes: Stores['changes'];
  readonly #submission: Submission;
  readonly #settings: Pick<Settings, 'environments'>;

  constructor(options: {
    stores: Stores;
    submission: Submission;
    settings: Pick<Settings, 'environments'>;
  }) {
    this.#changes = options.stores.changes;
    this.#submission = options.submission;
    this.#settings = options.settings;
  }

  /**
   * @param named - The facts of the change the report names: whoever had a hand in it does not approve what ran in its
   * name, and what it touches may have been touched.
   */
  async open(
    unit: Unit,
    graph: CmdbGraph,
    deployment: Unauthorised,
    reasons: string[],
    named: Facts | undefined,
  ): Promise<StoredChange> {
    const refs = [
      ...new Set([...deployment.items, ...(named?.content.items ?? [])]),
    ];
    const items = itemsOf(graph, refs);
    const { startedAt, finishedAt } = deployment;
    const stored = await this.#changes.insert(
      unit.trx,
      await this.#changes.nextNumber(unit.trx),
      {
        id: randomUUID(),
        title: `Unauthorized deployment ${deployment.externalId}`.slice(0, 200),
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
        environment: environmentFloor(
          deployment.environment,
          items.map(itemView),
          this.#settings.environments,
        ),
        items: refs,
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
    unit.open(stored);
    await unit.record('change.created', stored.change.number, {
      ...snapshotOf(stored),
      inherits: named && inheritedFrom(named),
    });
    unit.touched(stored.change);
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

/** Whoever had a hand in the change a deployment named, or was named for a duty of it, has that hand in what ran. */
function inheritedFrom({ number, hands, named, at }: Facts) {
  return [
    ...hands.map(hand => ({ ...hand, from: hand.from ?? number })),
    ...named.map(({ who, as }) => ({
      who,
      as: as === 'planned' ? ('planned' as const) : ('implemented' as const),
      at,
      entry: '',
      from: number,
    })),
  ];
}
