import { ConflictError, NotFoundError } from '@backstage/errors';
import { ScheduleRule } from '@countersign/plugin-change-management-common';
import { compact, iso, json } from '@countersign/plugin-governance-node';
import { prepared } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { ChangeRow } from './changeRows';

/** Named, since what the gate asks is planned once a connection. */
const columns = [
  'id',
  'kind',
  'title',
  'description',
  'start_at',
  'end_at',
  'time_zone',
  'rrule',
  'scope',
  'environments',
  'allow_emergency',
  'created_by',
  'created_at',
  'ended_at',
  'demo',
].join(', ');

/** Freezes and maintenance windows. A rule that was withdrawn stays on record. */
export class ScheduleRuleStore {
  /** Rules that may still apply at or after `since`; recurring ones always. */
  async inForce(db: Knex, since: Date): Promise<ScheduleRule[]> {
    const { rows } = await prepared(
      db.raw<{ rows: ChangeRow[] }>(
        `SELECT ${columns} FROM schedule_rules
         WHERE ended_at IS NULL AND (rrule IS NOT NULL OR end_at > ?)
         ORDER BY start_at, id`,
        [since],
      ),
    );
    return rows.map(toRule);
  }

  /** Rules that were declared and not withdrawn at a moment that has passed, as far as they may apply from `since` on. */
  async inForceAt(db: Knex, since: Date, at: Date): Promise<ScheduleRule[]> {
    const rows = await db<ChangeRow>('schedule_rules')
      .where('created_at', '<=', at)
      .andWhere(any => any.whereNull('ended_at').orWhere('ended_at', '>', at))
      .andWhere(any => any.whereNotNull('rrule').orWhere('end_at', '>', since))
      .orderBy(['start_at', 'id']);
    // As it was then: what ended it came later.
    return rows.map(row => toRule({ ...row, ended_at: null }));
  }

  async list(db: Knex): Promise<ScheduleRule[]> {
    const rows = await db<ChangeRow>('schedule_rules')
      .orderByRaw('ended_at IS NOT NULL, start_at DESC, id')
      .limit(1000);
    return rows.map(toRule);
  }

  /** @throws NotFoundError */
  async get(db: Knex, id: string): Promise<ScheduleRule> {
    const row = await db<ChangeRow>('schedule_rules').where({ id }).first();
    if (!row) throw new NotFoundError(`There is no calendar rule ${id}`);
    return toRule(row);
  }

  async insert(trx: Knex.Transaction, rule: ScheduleRule): Promise<void> {
    await trx('schedule_rules').insert({
      id: rule.id,
      kind: rule.kind,
      title: rule.title,
      description: rule.description,
      start_at: rule.start,
      end_at: rule.end,
      time_zone: rule.timeZone,
      rrule: rule.rrule ?? null,
      scope: json(rule.scope),
      environments: rule.environments,
      allow_emergency: rule.allowEmergency,
      created_by: rule.createdBy,
      created_at: rule.createdAt,
      demo: rule.demo,
    });
  }

  /** @throws NotFoundError, ConflictError when it has ended already */
  async end(
    trx: Knex.Transaction,
    id: string,
    by: string,
    now: Date,
  ): Promise<ScheduleRule> {
    const row = await trx<ChangeRow>('schedule_rules')
      .where({ id })
      .forUpdate()
      .first();
    if (!row) throw new NotFoundError(`There is no calendar rule ${id}`);
    if (row.ended_at) {
      throw new ConflictError(
        `"${row.title}" was ended already, at ${iso(row.ended_at)}`,
      );
    }
    const [ended] = await trx<ChangeRow>('schedule_rules')
      .where({ id })
      .update({ ended_at: now, ended_by: by })
      .returning('*');
    return toRule(ended);
  }
}

function toRule(row: ChangeRow): ScheduleRule {
  return compact({
    id: row.id,
    kind: row.kind,
    title: row.title,
    description: row.description,
    start: iso(row.start_at),
    end: iso(row.end_at),
    timeZone: row.time_zone,
    rrule: row.rrule,
    scope: row.scope,
    environments: row.environments,
    allowEmergency: row.allow_emergency,
    createdBy: row.created_by,
    createdAt: iso(row.created_at),
    endedAt: iso(row.ended_at),
    demo: row.demo,
  }) as unknown as ScheduleRule;
}
