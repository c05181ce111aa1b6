import { Knex } from 'knex';
import {
  FollowerStore,
  IdempotencyStore,
  OutboxStore,
} from '@countersign/plugin-governance-node';
import { ApprovalStore } from './ApprovalStore';
import { ChangeListStore } from './ChangeListStore';
import { ChangeStore } from './ChangeStore';
import { ChangesRequestStore } from './ChangesRequestStore';
import { ConflictStore } from './ConflictStore';
import { DeploymentStore } from './DeploymentStore';
import { FactsStore } from './FactsStore';
import { GateStore } from './GateStore';
import { MetricsStore } from './MetricsStore';
import { OutcomeStore } from './OutcomeStore';
import { OwnerStore } from './OwnerStore';
import { PlanStore } from './PlanStore';
import { PolicySetStore } from './PolicySetStore';
import { RejectedContentStore } from './RejectedContentStore';
import { ScheduleRuleStore } from './ScheduleRuleStore';
import { UploadedPlanStore } from './UploadedPlanStore';

/** What a store does, apart from how: another one can stand in. */
type Face<S> = Pick<S, keyof S>;

/** Everything the services read from and write to. */
export interface Stores {
  /** Runs the work in a transaction: all that is done with it commits or rolls back together. */
  transaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  approvals: Face<ApprovalStore>;
  changes: Face<ChangeStore>;
  changesRequests: Face<ChangesRequestStore>;
  conflicts: Face<ConflictStore>;
  deployments: Face<DeploymentStore>;
  facts: Face<FactsStore>;
  followers: Face<FollowerStore>;
  gate: Face<GateStore>;
  idempotency: Face<IdempotencyStore>;
  lists: Face<ChangeListStore>;
  metrics: Face<MetricsStore>;
  outbox: Pick<OutboxStore, 'add'>;
  outcomes: Face<OutcomeStore>;
  owners: Face<OwnerStore>;
  plans: Face<PlanStore>;
  policySets: Face<PolicySetStore>;
  rejectedContents: Face<RejectedContentStore>;
  rules: Face<ScheduleRuleStore>;
  uploads: Face<UploadedPlanStore>;
}

/** The stores in PostgreSQL. */
export function createStores(
  knex: Knex,
  options: { includeDemo: boolean },
): Stores {
  return {
    transaction: work => knex.transaction(work),
    approvals: new ApprovalStore(),
    changes: new ChangeStore(),
    changesRequests: new ChangesRequestStore(),
    conflicts: new ConflictStore(),
    deployments: new DeploymentStore(),
    facts: new FactsStore(),
    followers: new FollowerStore(),
    gate: new GateStore(),
    idempotency: new IdempotencyStore(),
    lists: new ChangeListStore(),
    metrics: new MetricsStore(),
    outbox: new OutboxStore(),
    outcomes: new OutcomeStore(options),
    owners: new OwnerStore(),
    plans: new PlanStore(),
    policySets: new PolicySetStore(),
    rejectedContents: new RejectedContentStore(),
    rules: new ScheduleRuleStore(),
    uploads: new UploadedPlanStore(),
  };
}
