import {
  ApprovalRequirement,
  Change,
  ChangeSummary,
  RiskAssessment,
} from '@countersign/plugin-change-management-common';
import { TimeWindow } from '@countersign/plugin-governance-common';
import {
  compact,
  iso,
  json,
  Row,
  snakeCase,
} from '@countersign/plugin-governance-node';

/** A change with what only the server keeps beside it. */
export interface StoredChange {
  /** Place in the order of creation: the last sort key of every list. */
  seq: string;
  change: Change;
  /** Who asked for it to be opened; absent where it was not kept yet. */
  openedBy?: string;
  /** The whole risk assessment of the last submission. */
  assessment?: RiskAssessment;
  /** Whom the policy asked when approval was last asked for. */
  requirements: ApprovalRequirement[];
  /** Of those, the groups whose requirement is not met yet. */
  pendingGroups: string[];
  /** Owners of the configuration items: kept as the catalog has them while the change is open. */
  itemOwners: string[];
  neverRunAt?: string;
  approvalOverdueAt?: string;
  /** Those who declined what they were named for. */
  declined: string[];
}

/** What a write may set. A field that is there but undefined is cleared; one that is not there stays. */
export type ChangePatch = Partial<
  Omit<
    Change,
    | 'id'
    | 'number'
    | 'version'
    | 'requester'
    | 'risk'
    | 'onHold'
    | 'demo'
    | 'source'
    | 'createdAt'
    | 'updatedAt'
  > &
    Omit<StoredChange, 'seq' | 'change' | 'openedBy'>
>;

/** A row of `changes` as the driver returns it. */
export type ChangeRow = Row;

/** The columns lists need; the rest is long. */
export const summaryColumns = [
  'id',
  'seq',
  'number',
  'title',
  'type',
  'state',
  'category',
  'environment',
  'items',
  'team',
  'requester',
  'implementer',
  'window_start',
  'window_end',
  'risk_score',
  'risk_level',
  'approval_status',
  'approval_due_at',
  'on_hold',
  'close_code',
  'demo',
  'created_at',
  'updated_at',
] as const;

/**
 * The columns of a whole change: all but those that only sort and search. They are named, so that what is read most often
 * is planned once a connection (`prepared`).
 */
export const changeColumns = [
  ...summaryColumns,
  'version',
  'description',
  'justification',
  'implementation_plan',
  'test_plan',
  'backout_plan',
  'links',
  'reliability_fix',
  'commit_hash',
  'plan_authors',
  'source',
  'template',
  'plan_summary',
  'hold',
  'close_notes',
  'cancel_reason',
  'approval_round',
  'subject_digest',
  'policy',
  'submitted_at',
  'authorize_at',
  'approved_at',
  'implementation_started_at',
  'implementation_ended_at',
  'closed_at',
  'opened_by',
  'risk',
  'requirements',
  'pending_groups',
  'item_owners',
  'never_run_at',
  'approval_overdue_at',
  'declined',
] as const;

const renamed: Partial<Record<keyof ChangePatch, string>> = {
  commit: 'commit_hash',
};
const jsonFields = new Set<string>(['links', 'template', 'policy', 'hold']);

/** The columns a patch sets. */
export function toColumns(patch: ChangePatch): ChangeRow {
  const row: ChangeRow = {};
  for (const [field, value] of Object.entries(patch)) {
    switch (field) {
      case 'window':
        row.window_start = patch.window?.start ?? null;
        row.window_end = patch.window?.end ?? null;
        break;
      case 'plan':
        row.plan_digest = patch.plan?.digest ?? null;
        row.plan_summary = json(patch.plan);
        break;
      case 'assessment':
        row.risk_score = patch.assessment?.score ?? null;
        row.risk_level = patch.assessment?.level ?? null;
        row.risk = json(patch.assessment);
        break;
      case 'requirements':
        row.requirements = json(patch.requirements ?? []);
        row.approver_groups = [
          ...new Set(patch.requirements?.map(r => r.group)),
        ];
        break;
      default: {
        const column = renamed[field as keyof ChangePatch] ?? snakeCase(field);
        row[column] = jsonFields.has(field) ? json(value) : value ?? null;
      }
    }
  }
  return row;
}

/** A summary from a row with {@link summaryColumns}. */
export function toSummary(row: ChangeRow): ChangeSummary {
  return compact({
    id: row.id,
    number: row.number,
    title: row.title,
    type: row.type,
    state: row.state,
    category: row.category,
    environment: row.environment,
    items: row.items,
    team: row.team,
    requester: row.requester,
    implementer: row.implementer,
    window: windowOf(row),
    risk:
      row.risk_level === null
        ? undefined
        : { score: row.risk_score, level: row.risk_level },
    approvalStatus: row.approval_status,
    approvalDueAt: iso(row.approval_due_at),
    onHold: row.on_hold,
    closeCode: row.close_code,
    demo: row.demo,
    createdAt: iso(row.created_at),
    updatedAt: iso(row.updated_at),
  }) as unknown as ChangeSummary;
}

/** A whole change from a row with {@link changeColumns}. */
export function toStoredChange(row: ChangeRow): StoredChange {
  const change = compact({
    ...toSummary(row),
    version: row.version,
    description: row.description,
    justification: row.justification,
    implementationPlan: row.implementation_plan,
    testPlan: row.test_plan,
    backoutPlan: row.backout_plan,
    links: row.links,
    reliabilityFix: row.reliability_fix,
    commit: row.commit_hash,
    planAuthors: row.plan_authors,
    source: row.source,
    template: row.template,
    plan: row.plan_summary,
    hold: row.hold,
    closeNotes: row.close_notes,
    cancelReason: row.cancel_reason,
    approvalRound: row.approval_round,
    subjectDigest: row.subject_digest,
    policy: row.policy,
    submittedAt: iso(row.submitted_at),
    authorizeAt: iso(row.authorize_at),
    approvedAt: iso(row.approved_at),
    implementationStartedAt: iso(row.implementation_started_at),
    implementationEndedAt: iso(row.implementation_ended_at),
    closedAt: iso(row.closed_at),
  }) as unknown as Change;
  return compact({
    seq: String(row.seq),
    change,
    openedBy: row.opened_by,
    assessment: row.risk,
    requirements: row.requirements,
    pendingGroups: row.pending_groups,
    itemOwners: row.item_owners,
    neverRunAt: iso(row.never_run_at),
    approvalOverdueAt: iso(row.approval_overdue_at),
    declined: row.declined,
  }) as unknown as StoredChange;
}

function windowOf(row: ChangeRow): TimeWindow | undefined {
  const start = iso(row.window_start);
  const end = iso(row.window_end);
  return start && end ? { start, end } : undefined;
}
