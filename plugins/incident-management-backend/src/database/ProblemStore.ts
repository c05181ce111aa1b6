import { CountedPage } from '@countersign/plugin-governance-common';
import {
  countUpTo,
  iso,
  KeysetList,
  Row,
  TextSearch,
} from '@countersign/plugin-governance-node';
import {
  Problem,
  ProblemFacts,
  problemFactsSchema,
  ProblemFilters,
  problemNumber,
} from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';

/** Counting stops here: nobody reads so far. */
const COUNTED = 1000;

/** A problem as its row holds it. */
export interface StoredProblem {
  id: string;
  version: number;
  updatedAt: string;
  facts: ProblemFacts;
}

const read = ['id', 'version', 'updated_at', 'facts'];

/** Problems, one row each. */
export class ProblemStore {
  async nextNumber(trx: Knex.Transaction): Promise<string> {
    const { rows } = await trx.raw<{ rows: { seq: string }[] }>(
      `SELECT nextval('problem_numbers')::text AS seq`,
    );
    return problemNumber.of(rows[0].seq);
  }

  async insert(
    trx: Knex.Transaction,
    { id, facts }: Pick<StoredProblem, 'id' | 'facts'>,
    now: Date,
  ): Promise<StoredProblem> {
    const [row] = await trx('problems')
      .insert({
        id,
        seq: facts.number.slice(problemNumber.prefix.length),
        number: facts.number,
        created_at: now,
        updated_at: now,
        ...columnsOf(facts),
      })
      .returning(read);
    return toStored(row);
  }

  async find(db: Knex, numbers: readonly string[]): Promise<StoredProblem[]> {
    const rows = await db('problems').whereIn('number', numbers).select(read);
    return rows.map(toStored);
  }

  /** Locked until the transaction ends: its ledger entries are numbered. */
  async lock(
    trx: Knex.Transaction,
    number: string,
  ): Promise<StoredProblem | undefined> {
    const row = await trx('problems').where({ number }).forUpdate().first(read);
    return row && toStored(row);
  }

  /** Writes a locked one: one version up. */
  async save(
    trx: Knex.Transaction,
    { id, version }: Pick<StoredProblem, 'id' | 'version'>,
    facts: ProblemFacts,
    now: Date,
  ): Promise<StoredProblem> {
    const [row] = await trx('problems')
      .where({ id })
      .update({ ...columnsOf(facts), version: version + 1, updated_at: now })
      .returning(read);
    return toStored(row);
  }

  /** Known errors that are not solved. */
  async knownErrors(db: Knex): Promise<ProblemFacts[]> {
    const rows = await db('problems')
      .where({ known_error: true })
      .orderBy('seq', 'desc')
      .limit(500)
      .select(read);
    return rows.map(row => toStored(row).facts);
  }

  /** Those that fit every filter, the last written first, a page at a time. */
  async list(
    db: Knex,
    filters: ProblemFilters,
  ): Promise<CountedPage<StoredProblem>> {
    const { limit, cursor } = filters;
    const matching = () => filtered(db('problems'), filters);
    const page = await new KeysetList({
      sort: 'updated',
      column: 'updated_at',
      order: 'desc',
      limit,
      cursor,
      table: 'problems',
      columns: ['seq', ...read],
      toItem: toStored,
    }).page(matching());
    return { ...page, count: await countUpTo(db, matching(), COUNTED) };
  }
}

function filtered(
  query: Knex.QueryBuilder,
  filters: ProblemFilters,
): Knex.QueryBuilder {
  const { state, knownError, team, entityRef, owner, incident, q } = filters;
  if (state) query.whereIn('state', state);
  if (knownError !== undefined) query.where({ known_error: knownError });
  if (team) query.whereIn('team', team);
  if (entityRef) query.whereRaw('entities && ?::text[]', [entityRef]);
  if (owner) query.whereIn('owner', owner);
  if (incident) query.whereRaw('incidents && ?::text[]', [incident]);
  return q ? new TextSearch(q).filter(query) : query;
}

function columnsOf(facts: ProblemFacts) {
  return {
    facts: JSON.stringify(facts),
    title: facts.title,
    state: facts.state,
    known_error: facts.knownError,
    team: facts.team ?? null,
    owner: facts.owner ?? null,
    entities: facts.entities,
    incidents: facts.incidents,
  };
}

function toStored(row: Row): StoredProblem {
  return {
    id: String(row.id),
    version: Number(row.version),
    updatedAt: iso(row.updated_at)!,
    facts: problemFactsSchema.parse(row.facts),
  };
}

/** A problem as its readers get it. */
export function problemOf({
  id,
  version,
  updatedAt,
  facts,
}: StoredProblem): Problem {
  return { ...facts, id, version, updatedAt };
}
