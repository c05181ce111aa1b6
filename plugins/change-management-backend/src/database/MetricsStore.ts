import {
  Change,
  MeasuredChange,
} from '@countersign/plugin-change-management-common';
import { Knex } from 'knex';
import { ChangeRow, toStoredChange } from './changeRows';
import { applyChangeCriteria } from './permissionFilter';
import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { ChangeRequestFilter } from '@countersign/plugin-change-management-node';
import { compact, iso } from '@countersign/plugin-governance-node';

export interface MetricsFilter {
  from: string;
  to: string;
  team?: string[];
  environment?: string[];
  includeDemo: boolean;
}

/** What a change that was never assessed counts as when policies are replayed. */
type Judged = Change & { risk: NonNullable<Change['risk']> };

/** Reads many changes narrowly, for figures. */
export class MetricsStore {
  /** What was opened, submitted, approved or closed in the period. */
  async measured(
    db: Knex,
    filter: MetricsFilter,
    readable?: PermissionCriteria<ChangeRequestFilter>,
  ): Promise<MeasuredChange[]> {
    const { from, to } = filter;
    const query = db<ChangeRow>('changes').where(any => {
      for (const column of ['created_at', 'submitted_at', 'closed_at']) {
        any.orWhere(within =>
          within.where(column, '>=', from).where(column, '<', to),
        );
      }
      any.orWhere(within =>
        within.where('approved_at', '>=', from).where('approved_at', '<', to),
      );
    });
    if (filter.team?.length) query.whereIn('team', filter.team);
    if (filter.environment?.length) {
      query.whereIn('environment', filter.environment);
    }
    if (!filter.includeDemo) query.where({ demo: false });
    if (readable) applyChangeCriteria(query, readable);
    const rows = await query.select(
      'type',
      'state',
      'team',
      'requester',
      'risk_score',
      'risk_level',
      'close_code',
      'created_at',
      'submitted_at',
      'authorize_at',
      'approved_at',
      'closed_at',
      'demo',
    );
    return rows.map(toMeasured);
  }

  /** Submitted changes, newest first, for the replay of a draft policy. */
  async submitted(
    db: Knex,
    filter: { from?: string; to?: string; limit: number },
    readable?: PermissionCriteria<ChangeRequestFilter>,
  ): Promise<Judged[]> {
    const query = db<ChangeRow>('changes')
      .whereNotNull('submitted_at')
      .whereNotNull('risk_level')
      .whereNotIn('type', ['standard', 'retrospective']);
    if (filter.from) query.where('submitted_at', '>=', filter.from);
    if (filter.to) query.where('submitted_at', '<', filter.to);
    if (readable) applyChangeCriteria(query, readable);
    const rows = await query
      .select('*')
      .orderBy('submitted_at', 'desc')
      .limit(filter.limit);
    return rows.map(row => toStoredChange(row).change as Judged);
  }
}

function toMeasured(row: ChangeRow): MeasuredChange {
  return compact({
    type: row.type,
    state: row.state,
    team: row.team,
    requester: row.requester,
    risk: row.risk_level
      ? { score: row.risk_score, level: row.risk_level }
      : undefined,
    closeCode: row.close_code,
    createdAt: iso(row.created_at),
    submittedAt: iso(row.submitted_at),
    authorizeAt: iso(row.authorize_at),
    approvedAt: iso(row.approved_at),
    closedAt: iso(row.closed_at),
    demo: row.demo,
  }) as unknown as MeasuredChange;
}
