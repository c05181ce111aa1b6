import {
  CountedPage,
  ResolvedScope,
} from '@countersign/plugin-governance-common';
import {
  factColumns,
  FactStore,
  StoredFacts,
  TextSearch,
} from '@countersign/plugin-governance-node';
import {
  Problem,
  ProblemFacts,
  problemFactsSchema,
  ProblemFilters,
  problemNumber,
  ProblemState,
} from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';

/** A problem as its row holds it. */
export type StoredProblem = StoredFacts<ProblemFacts>;

/** Problems, one row each. */
export class ProblemStore extends FactStore<ProblemFacts> {
  constructor() {
    super({
      table: 'problems',
      sequence: 'problem_numbers',
      number: problemNumber,
      schema: problemFactsSchema,
      columnsOf,
    });
  }

  /** Known errors that are not solved. */
  async knownErrors(db: Knex): Promise<ProblemFacts[]> {
    const rows = await db('problems')
      .where({ known_error: true })
      .orderBy('seq', 'desc')
      .limit(500)
      .select(factColumns);
    return rows.map(row => this.toStored(row).facts);
  }

  /** How many of a scope are in one of these states. */
  async countOf(
    db: Knex,
    { teams, items, state }: ResolvedScope & { state: readonly ProblemState[] },
  ): Promise<number> {
    const query = db('problems').whereIn('state', [...state]);
    if (teams) query.whereIn('team', teams);
    if (items) query.whereRaw('entities && ?::text[]', [items]);
    const row = await query.count('* AS n').first();
    return Number(row?.n ?? 0);
  }

  /** Those that fit every filter, the last written first, a page at a time. */
  async list(
    db: Knex,
    filters: ProblemFilters,
  ): Promise<CountedPage<StoredProblem>> {
    return this.page(db, filters, query => filtered(query, filters));
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
    title: facts.title,
    state: facts.state,
    known_error: facts.knownError,
    team: facts.team ?? null,
    owner: facts.owner ?? null,
    entities: facts.entities,
    incidents: facts.incidents,
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
