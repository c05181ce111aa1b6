import {
  EvidenceRequest,
  RequestFacts,
  requestFactsSchema,
  RequestFilters,
  requestNumber,
} from '@countersign/plugin-compliance-evidence-common';
import { CountedPage } from '@countersign/plugin-governance-common';
import {
  FactStore,
  Row,
  StoredFacts,
  TextSearch,
} from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

/** A request as its row holds it. */
export type StoredRequest = StoredFacts<RequestFacts>;

function columnsOf(facts: RequestFacts) {
  return {
    title: facts.title,
    state: facts.state,
    requester: facts.opened.by,
    assignee: facts.assignee ?? null,
    due: facts.due,
    settled_by: facts.settled?.by ?? null,
    answered_by: facts.answers.at(-1)?.by ?? null,
  };
}

/** Requests of auditors, one row each. */
export class RequestStore extends FactStore<RequestFacts> {
  constructor() {
    super({
      table: 'evidence_requests',
      sequence: 'evidence_request_numbers',
      number: requestNumber,
      schema: requestFactsSchema,
      columnsOf,
    });
  }

  /** Those that fit every filter, the last written first, a page at a time. */
  async list(
    db: Knex,
    { state, requester, assignee, overdue, q, ...paging }: RequestFilters,
    now: Date,
  ): Promise<CountedPage<StoredRequest>> {
    return this.page(db, paging, query => {
      if (state) query.whereIn('state', state);
      if (requester) query.whereIn('requester', requester);
      if (assignee) query.whereIn('assignee', assignee);
      if (overdue) lateAt(query, now);
      return q ? new TextSearch(q).filter(query) : query;
    });
  }

  /** How many are due and not settled. */
  async countOverdue(db: Knex, now: Date): Promise<number> {
    const row: Row = await lateAt(db('evidence_requests'), now)
      .count('* AS n')
      .first();
    return Number(row.n);
  }
}

function lateAt(query: Knex.QueryBuilder, now: Date): Knex.QueryBuilder {
  return query.whereIn('state', ['open', 'answered']).where('due', '<', now);
}

/** A request as its readers get it. */
export function requestOf({
  id,
  version,
  updatedAt,
  facts,
}: StoredRequest): EvidenceRequest {
  return { ...facts, id, version, updatedAt };
}
