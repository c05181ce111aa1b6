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
  /** By which its state is found. */
  seq: string;
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
  seq: string;
  version: string;
  meter: MeterState;
  state: ObjectiveState;
  standing: (Standing & { measured: number }) | null;
  verdicts: KeptVerdict[];
  budgetLeft: number | null;
  /** Milliseconds until it is spent, should it go on like now. */
  exhaustedIn: number | null;
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

/** As it stands before anything was counted. */
const uncounted = {
  state: 'no-data',
  bad: null,
  total: null,
  sli: null,
  burn_rate: null,
  budget_left: null,
  measured: null,
  exhausted_in: null,
  verdicts: null,
  problem: null,
  evaluated_at: null,
  heard_at: null,
};

/** So many rows go with one statement. */
const INSERTED_TOGETHER = 500;

/** Objectives in PostgreSQL: what is defined in wide rows, and what each evaluation writes in narrow ones. */
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

  /** Those of the ids that are objectives now, locked: what is decided of one is decided one after the other. */
  async lockNamed(
    trx: Knex.Transaction,
    ids: readonly string[],
  ): Promise<Map<string, { objective: Objective; component: string }>> {
    const rows = await trx('objectives')
      .whereRaw('id = ANY (?::text[])', [[...ids]])
      .whereNull('retired_at')
      .orderBy('id')
      .forUpdate();
    return new Map(
      rows.map(({ id, definition, component }) => [
        id,
        { objective: definition, component },
      ]),
    );
  }

  /** Whose some objectives are, each owner once. */
  async ownersOf(knex: Knex, ids: readonly string[]): Promise<string[]> {
    const rows = await knex('objectives')
      .distinct('owner')
      .whereRaw('id = ANY (?::text[])', [[...ids]])
      .whereNotNull('owner')
      .orderBy('owner');
    return rows.map(({ owner }) => owner);
  }

  /** Keeps definitions that there were none of before. */
  async define(
    trx: Knex.Transaction,
    fresh: readonly { prepared: PreparedObjective; owned: Belonging }[],
    now: Date,
  ): Promise<void> {
    for (let i = 0; i < fresh.length; i += INSERTED_TOGETHER) {
      const together = fresh.slice(i, i + INSERTED_TOGETHER);
      const kept: { id: string; seq: string }[] = await trx('objectives')
        .insert(
          together.map(({ prepared, owned }) => ({
            id: prepared.objective.id,
            ...definitionRow(prepared, owned),
            ...newMeasurement(trx, now),
          })),
        )
        .returning(['id', 'seq']);
      const seqs = new Map(kept.map(({ id, seq }) => [id, seq]));
      await trx('objective_states').insert(
        together.map(({ prepared }) => ({
          seq: seqs.get(prepared.objective.id),
          meter: JSON.stringify(freshMeter(prepared.objective, now.getTime())),
        })),
      );
    }
  }

  /** Keeps what a definition is now. Where something else is measured than before, it is counted anew. */
  async redefine(
    trx: Knex.Transaction,
    prepared: PreparedObjective,
    owned: Belonging,
    { before, now }: { before: KnownObjective; now: Date },
  ): Promise<void> {
    const { id } = prepared.objective;
    const isMeasuredOtherwise =
      before.measurementDigest !== prepared.measurementDigest;
    const isOther = before.digest !== prepared.digest || before.retired;
    await trx('objectives')
      .where({ id })
      .update({
        ...definitionRow(prepared, owned),
        ...(isMeasuredOtherwise && newMeasurement(trx, now)),
      });
    if (!isOther && !isMeasuredOtherwise) return;
    await stateOf(trx, id).update({
      ...(isMeasuredOtherwise && {
        ...uncounted,
        meter: JSON.stringify(freshMeter(prepared.objective, now.getTime())),
      }),
      version: trx.raw('version + 1'),
    });
  }

  async retire(trx: Knex.Transaction, id: string, now: Date): Promise<void> {
    await trx('objectives').where({ id }).update({ retired_at: now });
    await stateOf(trx, id).update({ version: trx.raw('version + 1') });
  }

  /** Holds how some stand as it is: whoever judges them meanwhile comes afterwards, and finds that they are other ones. */
  async lockStates(
    trx: Knex.Transaction,
    ids: readonly string[],
  ): Promise<void> {
    await trx.raw(
      `SELECT FROM objective_states WHERE seq IN (SELECT seq FROM objectives WHERE id = ANY (?::text[]))
       ORDER BY seq FOR UPDATE`,
      [[...ids]],
    );
  }

  /** What is measured by a source, and how fresh. */
  async versionsOf(knex: Knex, source: string): Promise<Map<string, string>> {
    const rows = await knex('objectives')
      .joinRaw('JOIN objective_states USING (seq)')
      .select('id', 'version')
      .where({ source, retired_at: null });
    return new Map(rows.map(({ id, version }) => [id, String(version)]));
  }

  async load(knex: Knex, ids: readonly string[]): Promise<MeasuredObjective[]> {
    const rows = await knex('objectives')
      .joinRaw('JOIN objective_states USING (seq)')
      .select(
        ...['id', 'seq', 'title', 'component', 'owner', 'version'],
        ...['measurement', 'digest', 'fine_reach_ms', 'definition'],
        ...['defined_at', 'meter'],
      )
      .whereRaw('id = ANY (?::text[])', [[...ids]]);
    return rows.map(row => ({
      id: row.id,
      seq: String(row.seq),
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
    const column = <T>(of: (each: EvaluatedObjective) => T) =>
      evaluated.map(of);
    const { rows } = await trx.raw(
      `UPDATE objective_states s SET
         version = s.version + 1, state = e.state, bad = e.bad, total = e.total, sli = e.sli,
         burn_rate = e.burn_rate, budget_left = e.budget_left, measured = e.measured,
         exhausted_in = e.exhausted_in, evaluated_at = e.evaluated_at, heard_at = e.heard_at, problem = e.problem,
         verdicts = e.verdicts, meter = e.meter
       FROM unnest(
         ?::bigint[], ?::bigint[], ?::text[], ?::float8[], ?::float8[], ?::float8[], ?::float8[], ?::float8[],
         ?::float8[], ?::float8[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::json[], ?::json[]
       ) AS e (seq, version, state, bad, total, sli, burn_rate, budget_left, measured, exhausted_in,
         evaluated_at, heard_at, problem, verdicts, meter)
       WHERE s.seq = e.seq AND s.version = e.version
       RETURNING s.seq`,
      [
        column(({ seq }) => seq),
        column(({ version }) => version),
        column(({ state }) => state),
        column(({ standing }) => standing?.bad ?? null),
        column(({ standing }) => standing?.total ?? null),
        column(({ standing }) => standing?.sli ?? null),
        column(({ standing }) => standing?.burnRate ?? null),
        column(({ standing }) => standing?.budgetLeft ?? null),
        column(({ standing }) => standing?.measured ?? null),
        column(({ exhaustedIn }) => exhaustedIn),
        column(({ evaluatedAt }) => evaluatedAt),
        column(({ heardAt }) => heardAt),
        column(({ problem }) => problem),
        column(({ verdicts }) => JSON.stringify(verdicts)),
        column(({ meter }) => JSON.stringify(meter)),
        // The driver takes null within arrays; the types of knex do not say so.
      ] as Knex.RawBinding[],
    );
    const written = new Set(rows.map(({ seq }: Row) => String(seq)));
    return new Set(
      evaluated.flatMap(({ id, seq }) => (written.has(seq) ? [id] : [])),
    );
  }
}

function stateOf(trx: Knex.Transaction, id: string) {
  return trx('objective_states').where(
    'seq',
    trx('objectives').select('seq').where({ id }),
  );
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

/** What was counted before belongs to another measurement. */
function newMeasurement(trx: Knex.Transaction, now: Date) {
  return { measurement: trx.raw(`nextval('measurements')`), defined_at: now };
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
