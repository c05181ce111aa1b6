import { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  Deployment,
  CountedDeployment,
  listDeploymentOutcomesQuerySchema,
  listDeploymentsQuerySchema,
} from '@countersign/plugin-change-management-common';
import { ChangeRequestFilter } from '@countersign/plugin-change-management-node';
import { Knex } from 'knex';
import { z } from 'zod';
import { Page } from '@countersign/plugin-governance-common';
import {
  decodeCursor,
  encodeCursor,
  compact,
  iso,
  json,
} from '@countersign/plugin-governance-node';
import { prepared } from '@countersign/plugin-ledger-node';
import { ChangeRow } from './changeRows';
import { applyChangeCriteria } from './permissionFilter';

export type DeploymentFilter = z.output<typeof listDeploymentsQuerySchema>;
export type OutcomeFilter = z.output<typeof listDeploymentOutcomesQuerySchema>;

const newestFirst = { sort: 'reported', order: 'desc' } as const;

/** What {@link toDeployment} reads. */
const deploymentColumns = [
  'id',
  'seq',
  'external_id',
  'reported_by',
  'change_number',
  'environment',
  'items',
  'outcome',
  'plan_digest',
  'commit_hash',
  'committed_at',
  'started_at',
  'finished_at',
  'gate_decision_id',
  'url',
  'notes',
  'deployer',
  'reported_at',
  'verdict',
  'reasons',
  'retrospective_change',
  'stack',
  'covers',
];

/** So many are shown with a change. */
const MOST_SHOWN = 100;

/** An instant as answers have it: of thousands it would be read and written again one by one. */
const isoText = `to_char(?? AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS ??`;

/** The change that covered a deployment, or that was opened for it afterwards. */
const itsChange =
  'COALESCE(deployments.retrospective_change, deployments.change_number)';

/** Reported deployments with the verdict each got; the database refuses to change one. */
export class DeploymentStore {
  /** The same report made before, with the hash of what it said. */
  async findReport(
    db: Knex,
    reportedBy: string,
    externalId: string,
  ): Promise<{ deployment: Deployment; reportHash: string } | undefined> {
    const row = await db<ChangeRow>('deployments')
      .where({ reported_by: reportedBy, external_id: externalId })
      .first();
    return (
      row && {
        deployment: toDeployment(row),
        reportHash: String(row.report_hash),
      }
    );
  }

  async insert(
    trx: Knex.Transaction,
    changeId: string | undefined,
    deployment: Deployment,
    reportHash: string,
  ): Promise<void> {
    const { reconciliation } = deployment;
    await trx('deployments').insert({
      id: deployment.id,
      external_id: deployment.externalId,
      reported_by: deployment.reportedBy,
      report_hash: reportHash,
      change_id: changeId ?? null,
      change_number: deployment.changeNumber ?? null,
      environment: deployment.environment,
      items: deployment.items,
      outcome: deployment.outcome,
      plan_digest: deployment.planDigest ?? null,
      commit_hash: deployment.commit ?? null,
      committed_at: deployment.committedAt ?? null,
      started_at: deployment.startedAt,
      finished_at: deployment.finishedAt,
      gate_decision_id: deployment.gateDecisionId ?? null,
      url: deployment.url ?? null,
      notes: deployment.notes ?? null,
      deployer: deployment.deployer ?? null,
      stack: json(deployment.stack),
      reported_at: deployment.reportedAt,
      verdict: reconciliation.verdict,
      reasons: json(reconciliation.reasons),
      covers: reconciliation.covers ?? null,
      retrospective_change: reconciliation.retrospectiveChange ?? null,
    });
  }

  /** By number, those of each change and the one a retrospective change was opened for; newest first. */
  async ofChanges(
    db: Knex,
    numbers: readonly string[],
  ): Promise<Map<string, Deployment[]>> {
    const { rows } = await prepared(
      db.raw<{ rows: ChangeRow[] }>(
        `SELECT c.number AS shown_with, found.*
         FROM changes AS c CROSS JOIN LATERAL (
           SELECT ${deploymentColumns.map(name => `d.${name}`).join(', ')}
           FROM deployments AS d
           WHERE d.change_id = c.id OR d.retrospective_change = c.number
           ORDER BY d.seq DESC LIMIT ${MOST_SHOWN}
         ) AS found
         WHERE c.number = ANY (?)`,
        [[...numbers]],
      ),
    );
    const newest = rows.sort((a, b) => Number(b.seq) - Number(a.seq));
    return new Map(
      numbers.map(number => [
        number,
        newest.filter(row => row.shown_with === number).map(toDeployment),
      ]),
    );
  }

  async list(
    db: Knex,
    filter: DeploymentFilter,
    readable?: PermissionCriteria<ChangeRequestFilter>,
  ): Promise<Page<Deployment>> {
    const query = db<ChangeRow>('deployments');
    const { change, item, verdict, startedFrom, startedTo } = filter;
    if (change) {
      query.where(any =>
        any
          .where({ change_number: change })
          .orWhere({ retrospective_change: change }),
      );
    }
    if (item?.length) query.whereRaw('items && ?::text[]', [item]);
    if (startedFrom) query.where('started_at', '>=', startedFrom);
    if (startedTo) query.where('started_at', '<', startedTo);
    if (verdict?.length) query.whereIn('verdict', verdict);
    narrowToReadable(db, query, readable);
    return pageOf(query, filter, toDeployment);
  }

  /** How the deployments that began in a period went, newest first. */
  async outcomes(
    db: Knex,
    filter: OutcomeFilter,
    readable?: PermissionCriteria<ChangeRequestFilter>,
  ): Promise<Page<CountedDeployment>> {
    const { startedFrom, startedTo, environment, item, withItems } = filter;
    const query = db<ChangeRow>('deployments')
      .select(
        ...['seq', 'id', 'outcome', 'reported_by'],
        ...['started_at', 'finished_at', 'committed_at'].map(column =>
          db.raw(isoText, [column, column]),
        ),
        ...(withItems ? ['items'] : []),
        db.raw(`${itsChange} AS change`),
        db.raw('emergency.number IS NOT NULL AS is_emergency'),
      )
      // Each is looked up, which costs as much as there are deployments, however many emergencies there were.
      .joinRaw(
        `LEFT JOIN LATERAL (SELECT number FROM changes
           WHERE number = ${itsChange} AND type = 'emergency' LIMIT 1) AS emergency ON true`,
      )
      .where('started_at', '>=', startedFrom)
      .where('started_at', '<', startedTo);
    if (environment) query.where({ environment });
    if (item?.length) query.whereRaw('items && ?::text[]', [item]);
    narrowToReadable(db, query, readable);
    return pageOf(query, filter, toOutcome);
  }
}

/** To those whose change may be read. */
function narrowToReadable(
  db: Knex,
  query: Knex.QueryBuilder,
  readable: PermissionCriteria<ChangeRequestFilter> | undefined,
): void {
  if (!readable) return;
  query.whereExists(changes => {
    changes
      .select(db.raw('1'))
      .from('changes')
      .whereRaw(`changes.number = ${itsChange}`);
    applyChangeCriteria(changes, readable);
  });
}

/** The newest that a query finds, after those that a cursor has seen. */
async function pageOf<T>(
  query: Knex.QueryBuilder,
  { cursor, limit }: { cursor?: string; limit: number },
  toItem: (row: ChangeRow) => T,
): Promise<Page<T>> {
  if (cursor) query.where('seq', '<', decodeCursor(cursor, newestFirst).seq);
  const rows: ChangeRow[] = await query.orderBy('seq', 'desc').limit(limit + 1);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(toItem),
    nextCursor:
      last && encodeCursor({ ...newestFirst, key: 0, seq: String(last.seq) }),
  };
}

function toOutcome(row: ChangeRow): CountedDeployment {
  const { change, committed_at: committedAt, items } = row;
  return {
    id: row.id,
    ...(change !== null && { change }),
    isEmergency: row.is_emergency,
    outcome: row.outcome,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    ...(committedAt !== null && { committedAt }),
    reportedBy: row.reported_by,
    ...(items !== undefined && { items }),
  } as CountedDeployment;
}

function toDeployment(row: ChangeRow): Deployment {
  return compact({
    id: row.id,
    changeNumber: row.change_number,
    environment: row.environment,
    items: row.items,
    outcome: row.outcome,
    planDigest: row.plan_digest,
    commit: row.commit_hash,
    committedAt: iso(row.committed_at),
    startedAt: iso(row.started_at),
    finishedAt: iso(row.finished_at),
    gateDecisionId: row.gate_decision_id,
    externalId: row.external_id,
    url: row.url,
    notes: row.notes,
    reportedBy: row.reported_by,
    deployer: row.deployer,
    stack: row.stack,
    reportedAt: iso(row.reported_at),
    reconciliation: compact({
      verdict: row.verdict,
      reasons: row.reasons,
      covers: row.covers,
      retrospectiveChange: row.retrospective_change,
      reconciledAt: iso(row.reported_at),
    }),
  }) as unknown as Deployment;
}
