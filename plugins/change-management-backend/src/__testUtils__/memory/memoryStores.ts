import { isDeepStrictEqual } from 'util';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  Approval,
  AcceptedConflict,
  Change,
  ApprovalPolicy,
  ChangesRequest,
  ChangeSummary,
  Deployment,
  Facts,
  GateDecision,
  ScheduleRule,
} from '@countersign/plugin-change-management-common';
import {
  TimeWindow,
  FollowChoice,
} from '@countersign/plugin-governance-common';
import { compact } from '@countersign/plugin-governance-node';
import { Sha256Digest } from '@countersign/plugin-ledger-common';
import { DeployedContent } from '../../database/RejectedContentStore';
import { Stores } from '../../database/stores';
import { ReadPlan } from '../../plans/ReadPlan';
import { isEnded, MemoryChangeStore } from './MemoryChangeStore';
import {
  MemoryDatabase,
  memoryJournal,
} from '@countersign/plugin-governance-test-utils';
import { uniqueViolation } from './violations';

/** A bundle of stores in memory, with the changes to look into. */
export type MemoryStores = Stores & {
  changes: MemoryChangeStore;
  /** Handed to services in place of a connection. */
  database: MemoryDatabase;
};

/** Everything that verbs read and write, in memory. Lists and figures are SQL through and through and are not here. */
export function createMemoryStores(options: {
  includeDemo: boolean;
}): MemoryStores {
  const database = new MemoryDatabase();
  const changes = new MemoryChangeStore(database);
  return {
    database,
    ...memoryJournal(database),
    changes,
    approvals: approvals(database),
    conflicts: conflicts(database, changes),
    deployments: deployments(database, changes),
    changesRequests: changesRequests(database),
    facts: facts(database, changes),
    followers: followers(database),
    gate: gate(database),
    outcomes: outcomes(database, options),
    owners: owners(changes),
    plans: plans(database),
    policySets: policySets(database),
    rejectedContents: rejectedContents(database, changes),
    rules: rules(database),
    uploads: uploads(database),
    lists: {
      list: notHere('lists'),
      lengths: notHere('lists'),
      exceeds: notHere('lists'),
      overlapping: notHere('lists'),
      ofItem: notHere('lists'),
    },
    metrics: { measured: notHere('figures'), submitted: notHere('figures') },
  };
}

function notHere(what: string): () => Promise<never> {
  return async () => {
    throw new Error(`There are no ${what} in memory`);
  };
}

function approvals(database: MemoryDatabase): Stores['approvals'] {
  const rows = database.table<Approval & { changeId: string }>();
  const of = (ids: string[]) =>
    rows
      .all()
      .filter(row => ids.includes(row.changeId))
      .sort(
        (a, b) =>
          a.round - b.round ||
          a.decidedAt.localeCompare(b.decidedAt) ||
          a.id.localeCompare(b.id),
      );
  const bare = ({
    changeId: _,
    ...approval
  }: Approval & { changeId: string }) => compact(approval);
  return {
    ofChange: async (_, id) => of([id]).map(bare),
    ofChanges: async (_, ids) =>
      new Map(
        ids
          .map(id => [id, of([id]).map(bare)] as const)
          .filter(([, given]) => given.length),
      ),
    async insert(_, changeId, approval) {
      const { round, approver } = approval;
      if (of([changeId]).some(a => isOnce(a, { round, approver }))) {
        throw uniqueViolation('approvals_once');
      }
      rows.set(approval.id, { ...approval, changeId });
    },
    async voidRound(_, changeId, round, reason, now) {
      const voided = of([changeId]).filter(a => a.round === round && !a.void);
      for (const row of voided) {
        rows.set(row.id, { ...row, void: { at: now.toISOString(), reason } });
      }
      return voided.map(row => row.id).sort();
    },
    async withdraw(_, id, now) {
      const row = rows.get(id);
      if (!row || row.void) return;
      const at = now.toISOString();
      rows.set(id, { ...row, void: { at, reason: 'withdrawn' } });
    },
  };
}

function isOnce(
  given: Approval,
  { round, approver }: Pick<Approval, 'round' | 'approver'>,
): boolean {
  return !given.void && given.round === round && given.approver === approver;
}

const holding = new Set(['assess', 'authorize', 'scheduled', 'implement']);

/** As the store in PostgreSQL says it. */
function wasActive(change: Change, asOf: Date): boolean {
  const at = asOf.toISOString();
  if (!change.submittedAt || change.submittedAt > at) return false;
  switch (change.state) {
    case 'review':
    case 'closed':
      return (change.implementationEndedAt ?? '') > at;
    case 'canceled':
      return change.updatedAt > at;
    default:
      return holding.has(change.state);
  }
}

function conflicts(
  database: MemoryDatabase,
  changes: MemoryChangeStore,
): Stores['conflicts'] {
  const accepted = database.table<{
    changeId: string;
    round: number;
    conflict: AcceptedConflict;
  }>();
  const overlapping = (
    {
      window,
      exceptId,
      limit,
      asOf,
    }: { window: TimeWindow; exceptId?: string; limit: number; asOf?: Date },
    concerns: (change: ChangeSummary) => boolean,
  ) =>
    changes
      .all()
      .filter(
        ({ change }) =>
          change.id !== exceptId &&
          (asOf ? wasActive(change, asOf) : holding.has(change.state)) &&
          change.window !== undefined &&
          change.window.start < window.end &&
          change.window.end > window.start &&
          concerns(change),
      )
      .sort(
        (a, b) =>
          a.change.window!.start.localeCompare(b.change.window!.start) ||
          Number(a.seq) - Number(b.seq),
      )
      .slice(0, limit)
      .map(({ change }) =>
        asOf ? { ...change, state: 'scheduled' as const } : change,
      );
  return {
    overlapping: async (_, searches, options) =>
      searches.map(({ items, environment, implementer, ...search }) => ({
        ofItems: overlapping(
          { ...search, ...options },
          change =>
            change.environment === environment &&
            change.items.some(item => items.includes(item)),
        ),
        ofImplementer: implementer
          ? overlapping(
              { ...search, ...options },
              change => change.implementer === implementer,
            )
          : [],
      })),
    async accept(_, changeId, round, conflict) {
      const key = `${changeId} ${round} ${conflict.key}`;
      if (accepted.get(key)) throw uniqueViolation('accepted_conflicts_pkey');
      accepted.set(key, { changeId, round, conflict });
    },
  };
}

function deployments(
  database: MemoryDatabase,
  changes: MemoryChangeStore,
): Stores['deployments'] {
  const rows = database.table<{
    deployment: Deployment;
    changeId?: string;
    hash: string;
  }>();
  return {
    async findReport(_, reportedBy, externalId) {
      const row = rows.get(`${reportedBy} ${externalId}`);
      return row && { deployment: row.deployment, reportHash: row.hash };
    },
    async insert(_, changeId, deployment, hash) {
      const key = `${deployment.reportedBy} ${deployment.externalId}`;
      if (rows.get(key)) {
        throw uniqueViolation('deployments_reported_by_external_id_key');
      }
      const { reconciliation } = deployment;
      rows.set(key, {
        changeId,
        hash,
        deployment: compact({
          ...deployment,
          reconciliation: compact(reconciliation),
        }),
      });
    },
    async ofChanges(_, numbers) {
      const ofChange = (number: string) => {
        const id = changes.all().find(s => s.change.number === number)
          ?.change.id;
        return rows
          .all()
          .filter(
            ({ changeId, deployment: { reconciliation } }) =>
              changeId === id || reconciliation.retrospectiveChange === number,
          )
          .map(row => row.deployment)
          .reverse()
          .slice(0, 100);
      };
      return new Map(numbers.map(number => [number, ofChange(number)]));
    },
    list: notHere('lists'),
    outcomes: notHere('lists'),
  };
}

function facts(
  database: MemoryDatabase,
  changes: MemoryChangeStore,
): Stores['facts'] {
  const rows = database.table<string>();
  const read = (id: string): Facts | undefined => {
    const row = rows.get(id);
    return row === undefined ? undefined : JSON.parse(row);
  };
  const kept = async (_: unknown, number: string) => {
    const stored = await changes.find(_, number);
    return stored && { stored, facts: read(stored.change.id) };
  };
  return {
    find: async (_, id) => read(id),
    changes: async (_, numbers) =>
      (await Promise.all(numbers.map(number => kept(_, number)))).flatMap(
        known => known ?? [],
      ),
    lockChange: kept,
    async dutiesOf(_, ids) {
      const found = ids.flatMap(id => {
        const known = read(id);
        return known
          ? [[id, { hands: known.hands, named: known.named }] as const]
          : [];
      });
      return new Map(found);
    },
    async lockFree(_, numbers) {
      const found = await changes.findMany(_, numbers);
      return found.flatMap(stored => {
        const known = read(stored.change.id);
        return known ? [{ stored, facts: known }] : [];
      });
    },
    async save(_, all) {
      for (const { changeId, facts: known } of all) {
        rows.set(changeId, JSON.stringify(known));
      }
    },
  };
}

function changesRequests(database: MemoryDatabase): Stores['changesRequests'] {
  const rows = database.table<
    ChangesRequest & { changeId: string; ended?: string }
  >();
  return {
    async insert(_, changeId, request) {
      const isRepeated = rows
        .all()
        .some(
          row =>
            row.changeId === changeId &&
            row.round === request.round &&
            row.approver === request.approver &&
            !row.ended,
        );
      if (isRepeated) throw uniqueViolation('changes_requests_once');
      rows.set(request.id, { ...request, changeId });
    },
    async end(_, id, by) {
      const row = rows.get(id);
      if (row && !row.ended) rows.set(id, { ...row, ended: by });
    },
  };
}

function followers(database: MemoryDatabase): Stores['followers'] {
  const rows = database.table<FollowChoice & { changeId: string }>();
  return {
    ofRecords: async (_, ids) =>
      new Map(
        ids.map(id => [
          id,
          rows
            .all()
            .filter(row => row.changeId === id)
            .map(({ changeId: _id, ...choice }) => choice),
        ]),
      ),
    async choose(_, changeId, who, follows) {
      const key = `${changeId} ${who}`;
      if (rows.get(key)?.follows === follows) return;
      rows.set(key, { changeId, who, follows, because: 'chose' });
    },
    async add(_, changeId, all, because) {
      for (const who of all) {
        const key = `${changeId} ${who}`;
        if (!rows.get(key)) {
          rows.set(key, { changeId, who, follows: true, because });
        }
      }
    },
  };
}

function gate(database: MemoryDatabase): Stores['gate'] {
  const rows = database.table<GateDecision>();
  return {
    async insert(_, all) {
      for (const { decision } of all) rows.set(decision.id, compact(decision));
    },
    find: async (_, id) => rows.get(id),
  };
}

function outcomes(
  database: MemoryDatabase,
  { includeDemo }: { includeDemo: boolean },
): Stores['outcomes'] {
  const rows = database.table<{ n: number; failed: number }>();
  const keyOf = (scope: string, key: string, demo: boolean) =>
    `${scope} ${demo} ${key}`;
  return {
    async count(_, { items, team, risk, demo }, failed) {
      const keys = [
        ['all', ''],
        ...items.map(item => ['item', item]),
        ...(team ? [['team', team]] : []),
        ...(risk ? [['level', risk.level]] : []),
      ];
      for (const [scope, key] of keys) {
        const row = keyOf(scope, key, demo);
        const before = rows.get(row) ?? { n: 0, failed: 0 };
        rows.set(row, {
          n: before.n + 1,
          failed: before.failed + (failed ? 1 : 0),
        });
      }
    },
    async of(_, asked) {
      const kinds = includeDemo ? [false, true] : [false];
      return asked.map(({ scope, key }) => {
        const found = kinds.flatMap(
          demo => rows.get(keyOf(scope, key, demo)) ?? [],
        );
        return {
          n: found.reduce((sum, { n }) => sum + n, 0),
          failed: found.reduce((sum, { failed }) => sum + failed, 0),
        };
      });
    },
  };
}

function owners(changes: MemoryChangeStore): Stores['owners'] {
  const open = () => changes.all().filter(s => !isEnded(s.change.state));
  return {
    ofOpen: async () =>
      open().map(({ change: { items }, itemOwners }) => ({
        items,
        owners: itemOwners,
      })),
    async refresh(_, all) {
      let refreshed = 0;
      for (const stored of open()) {
        const anew = all.find(
          owned =>
            isDeepStrictEqual(owned.items, stored.change.items) &&
            isDeepStrictEqual(owned.owners, stored.itemOwners),
        );
        if (!anew) continue;
        changes.put({ ...stored, itemOwners: anew.now });
        refreshed += 1;
      }
      return refreshed;
    },
  };
}

function plans(database: MemoryDatabase): Stores['plans'] {
  const rows = database.table<ReadPlan>();
  const keyOf = (id: string, digest: string) => `${id} ${digest}`;
  const found = (change: { id: string; plan?: { digest: string } }) =>
    change.plan && rows.get(keyOf(change.id, change.plan.digest));
  return {
    async insert(_, changeId, plan) {
      const key = keyOf(changeId, plan.outline.digest);
      if (!rows.get(key)) rows.set(key, plan);
    },
    async text(_, change) {
      const plan = found(change);
      if (!plan) {
        throw new NotFoundError(`${change.number} has no Terraform plan`);
      }
      return plan.text;
    },
    outline: async (_, change) => found(change)?.outline,
  };
}

function policySets(database: MemoryDatabase): Stores['policySets'] {
  const rows = database.table<{
    digest: Sha256Digest;
    policies: ApprovalPolicy[];
    since: Date;
  }>();
  return {
    lockCurrent: async () => rows.all().at(-1)?.digest,
    async at(_, at) {
      const set = rows
        .all()
        .filter(({ since }) => since <= at)
        .at(-1);
      return set && { digest: set.digest, policies: set.policies };
    },
    activate: async (_, set, since) =>
      rows.set(String(rows.all().length), { ...set, since }),
  };
}

function rejectedContents(
  database: MemoryDatabase,
  changes: MemoryChangeStore,
): Stores['rejectedContents'] {
  const rows = database.table<{
    id: string;
    changeId: string;
    content: DeployedContent;
    at: string;
  }>();
  const isSame = (a: DeployedContent, b: DeployedContent) =>
    a.environment === b.environment &&
    a.items.some(item => b.items.includes(item)) &&
    ((a.planDigest !== undefined && a.planDigest === b.planDigest) ||
      (a.commit !== undefined && a.commit === b.commit));
  const isApproved = (
    { environment, items, planDigest, commit }: DeployedContent,
    since: string,
    until: string | undefined,
  ) =>
    changes
      .all()
      .some(
        ({ change }) =>
          change.type !== 'standard' &&
          change.approvedAt !== undefined &&
          change.approvedAt > since &&
          (until === undefined || change.approvedAt <= until) &&
          change.environment === environment &&
          change.plan?.digest === planDigest &&
          change.commit === commit &&
          items.every(item => change.items.includes(item)),
      );
  return {
    async add(_, { approvalId: id, changeId, at }, content) {
      if (!content.planDigest && !content.commit) return;
      rows.set(id, { id, changeId, content, at: at.toISOString() });
    },
    of: async (_, content, { exceptId, asOf } = {}) => {
      const then = asOf?.toISOString();
      return rows
        .all()
        .filter(
          row =>
            row.changeId !== exceptId &&
            isSame(row.content, content) &&
            (then === undefined || row.at <= then) &&
            !isApproved(content, row.at, then),
        )
        .sort((a, b) => b.at.localeCompare(a.at) || a.id.localeCompare(b.id))
        .slice(0, 5)
        .map(({ changeId, at }) => ({
          number: changes.all().find(({ change }) => change.id === changeId)!
            .change.number,
          at,
        }));
    },
  };
}

function rules(database: MemoryDatabase): Stores['rules'] {
  const rows = database.table<ScheduleRule>();
  return {
    inForce: async (_, since) =>
      rows
        .all()
        .filter(
          rule =>
            !rule.endedAt && (rule.rrule || rule.end > since.toISOString()),
        )
        .sort(
          (a, b) => a.start.localeCompare(b.start) || a.id.localeCompare(b.id),
        ),
    inForceAt: async (_, since, at) =>
      rows
        .all()
        .filter(
          rule =>
            rule.createdAt <= at.toISOString() &&
            (!rule.endedAt || rule.endedAt > at.toISOString()) &&
            (rule.rrule || rule.end > since.toISOString()),
        )
        .map(({ endedAt: _ended, ...rule }) => rule)
        .sort(
          (a, b) => a.start.localeCompare(b.start) || a.id.localeCompare(b.id),
        ),
    async get(_, id) {
      const rule = rows.get(id);
      if (!rule) throw new NotFoundError(`There is no calendar rule ${id}`);
      return rule;
    },
    list: async () => rows.all(),
    insert: async (_, rule) => rows.set(rule.id, compact(rule)),
    async end(_, id, __, now) {
      const rule = rows.get(id);
      if (!rule) throw new NotFoundError(`There is no calendar rule ${id}`);
      if (rule.endedAt) {
        throw new ConflictError(
          `"${rule.title}" was ended already, at ${rule.endedAt}`,
        );
      }
      const ended = { ...rule, endedAt: now.toISOString() };
      rows.set(id, ended);
      return ended;
    },
  };
}

function uploads(database: MemoryDatabase): Stores['uploads'] {
  const rows = database.table<{ key: string; plan: ReadPlan; at: Date }>();
  return {
    async put(_, by, plan, at) {
      const key = `${by} ${plan.outline.digest}`;
      rows.set(key, { key, plan, at });
    },
    find: async (_, by, digest) => rows.get(`${by} ${digest}`)?.plan,
    async clean(_, before) {
      const old = rows.all().filter(row => row.at < before);
      for (const { key } of old) rows.delete(key);
      return old.length;
    },
  };
}
