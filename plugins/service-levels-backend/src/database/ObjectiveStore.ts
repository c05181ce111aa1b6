import {
  MeterState,
  Objective,
  ObjectiveState,
  PairState,
  Standing,
} from '@countersign/plugin-service-levels-common';
import { Row } from '@countersign/plugin-governance-node';
import { digestOf } from '@countersign/plugin-ledger-common';
import { Knex } from 'knex';
import { freshMeter, PreparedObjective } from '../definitions/prepare';

/** What is kept of a pair of windows as it was judged. */
export interface KeptVerdict {
  state: PairState;
  long: { bad: number; total: number };
  short: { bad: number; total: number };
}

/** An objective as it is measured. */
export interface MeasuredObjective {
  id: string;
  title: string;
  /** Entity reference of what makes the promise. */
  component: string;
  owner?: string;
  version: string;
  measurement: string;
  fineReach: number;
  objective: Objective;
  digest: string;
  definedAt: number;
  meter: MeterState;
}

/** What one evaluation leaves of an objective. */
export interface EvaluatedObjective {
  id: string;
  version: string;
  meter: MeterState;
  state: ObjectiveState;
  standing: (Standing & { measured: number }) | null;
  verdicts: KeptVerdict[];
  budgetLeft: number | null;
  problem: string | null;
  evaluatedAt: string;
  heardAt: string | null;
}

export interface KnownObjective {
  digest: string;
  measurementDigest: string;
  /** Of all that is kept of the definition, its place and its owner among it. */
  keptDigest: string | null;
  retired: boolean;
}

/** Whose an objective is. */
export interface Belonging {
  owner?: string;
  system?: string;
}

/** So many rows go with one statement. */
const INSERTED_TOGETHER = 500;

/** Objectives in PostgreSQL. */
export class ObjectiveStore {
  /** All that there ever were. */
  async known(knex: Knex): Promise<Map<string, KnownObjective>> {
    return knownOf(
      await knex('objectives').select(
        ...['id', 'digest', 'measurement_digest', 'kept_digest', 'retired_at'],
      ),
    );
  }

  /** The same of some, locked. */
  async lock(
    trx: Knex.Transaction,
    ids: readonly string[],
  ): Promise<Map<string, KnownObjective>> {
    return knownOf(
      await trx('objectives')
        .whereRaw('id = ANY (?::text[])', [[...ids]])
        .orderBy('id')
        .forUpdate(),
    );
  }

  /** Keeps definitions that there were none of before. */
  async define(
    trx: Knex.Transaction,
    fresh: readonly { prepared: PreparedObjective; owned: Belonging }[],
    now: Date,
  ): Promise<void> {
    await trx.batchInsert(
      'objectives',
      fresh.map(({ prepared, owned }) => ({
        id: prepared.objective.id,
        ...definitionRow(prepared, owned),
        ...uncountedRow(trx, prepared, now),
      })),
      INSERTED_TOGETHER,
    );
  }

  /** Keeps what a definition is now. Where something else is measured than before, it is counted anew. */
  async redefine(
    trx: Knex.Transaction,
    prepared: PreparedObjective,
    owned: Belonging,
    { before, now }: { before: KnownObjective; now: Date },
  ): Promise<void> {
    const isMeasuredOtherwise =
      before.measurementDigest !== prepared.measurementDigest;
    const isOther = before.digest !== prepared.digest || before.retired;
    await trx('objectives')
      .where({ id: prepared.objective.id })
      .update({
        ...definitionRow(prepared, owned),
        ...(isMeasuredOtherwise && uncountedRow(trx, prepared, now)),
        ...(isOther && { version: trx.raw('version + 1') }),
      });
  }

  async retire(trx: Knex.Transaction, id: string, now: Date): Promise<void> {
    await trx('objectives')
      .where({ id })
      .update({ retired_at: now, version: trx.raw('version + 1') });
  }

  /** What is measured by a source, and how fresh. */
  async versionsOf(knex: Knex, source: string): Promise<Map<string, string>> {
    const rows = await knex('objectives')
      .select('id', 'version')
      .where({ source, retired_at: null });
    return new Map(rows.map(({ id, version }) => [id, String(version)]));
  }

  async load(knex: Knex, ids: readonly string[]): Promise<MeasuredObjective[]> {
    const rows = await knex('objectives')
      .select(
        ...['id', 'title', 'component', 'owner', 'version', 'measurement'],
        ...['digest', 'fine_reach_ms', 'definition', 'defined_at', 'meter'],
      )
      .whereRaw('id = ANY (?::text[])', [[...ids]]);
    return rows.map(row => ({
      id: row.id,
      title: row.title,
      component: row.component,
      owner: row.owner ?? undefined,
      version: String(row.version),
      measurement: String(row.measurement),
      fineReach: Number(row.fine_reach_ms),
      objective: row.definition,
      digest: row.digest,
      definedAt: row.defined_at.getTime(),
      meter: row.meter,
    }));
  }

  /**
   * Writes evaluations, each unless its objective is another one by now.
   *
   * @returns the ids of those that were written
   */
  async evaluated(
    trx: Knex.Transaction,
    evaluated: readonly EvaluatedObjective[],
  ): Promise<Set<string>> {
    const { rows } = await trx.raw(
      `UPDATE objectives o SET
         meter = e.meter, state = e.state, standing = e.standing, verdicts = e.verdicts,
         budget_left = e."budgetLeft", problem = e.problem, evaluated_at = e."evaluatedAt",
         heard_at = e."heardAt", version = o.version + 1
       FROM jsonb_to_recordset(?::jsonb) AS e (
         id text, version bigint, meter jsonb, state text, standing jsonb, verdicts jsonb,
         "budgetLeft" double precision, problem text, "evaluatedAt" timestamptz, "heardAt" timestamptz)
       WHERE o.id = e.id AND o.version = e.version AND o.retired_at IS NULL
       RETURNING o.id`,
      [JSON.stringify(evaluated)],
    );
    return new Set(rows.map(({ id }: { id: string }) => id));
  }
}

function definitionRow(prepared: PreparedObjective, owned: Belonging) {
  const { objective } = prepared;
  return {
    slo: objective.slo,
    title: objective.displayName,
    service: objective.service,
    component: prepared.component,
    owner: owned.owner ?? null,
    system: owned.system ?? null,
    source: prepared.source,
    definition: JSON.stringify(objective),
    digest: prepared.digest,
    file: prepared.file,
    line: prepared.line,
    text: prepared.text,
    fine_reach_ms: prepared.fineReach,
    measurement_digest: prepared.measurementDigest,
    kept_digest: keptDigest(prepared, owned),
    retired_at: null,
  };
}

/** As it stands before anything was counted. */
function uncountedRow(
  trx: Knex.Transaction,
  { objective }: PreparedObjective,
  now: Date,
) {
  return {
    measurement: trx.raw(`nextval('measurements')`),
    meter: JSON.stringify(freshMeter(objective, now.getTime())),
    state: 'no-data',
    standing: null,
    verdicts: null,
    budget_left: null,
    problem: null,
    evaluated_at: null,
    heard_at: null,
    defined_at: now,
  };
}

/** By which it is seen whether anything is other than before. */
export function keptDigest(
  prepared: PreparedObjective,
  owned: Belonging,
): string {
  const { owner = null, system = null } = owned;
  const { digest, source, component, file, line, text } = prepared;
  return digestOf({
    ...{ digest, source, component, file, line, text },
    ...{ owner, system },
  });
}

function knownOf(rows: Row[]): Map<string, KnownObjective> {
  return new Map(
    rows.map(row => [
      String(row.id),
      {
        digest: String(row.digest),
        measurementDigest: String(row.measurement_digest),
        keptDigest: row.kept_digest as string | null,
        retired: row.retired_at !== null,
      },
    ]),
  );
}
