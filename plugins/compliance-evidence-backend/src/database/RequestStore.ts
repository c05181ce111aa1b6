import {
  EvidenceRequest,
  RequestFacts,
  requestFactsSchema,
  RequestFilters,
  requestNumber,
} from '@countersign/plugin-compliance-evidence-common';
import { CountedPage } from '@countersign/plugin-governance-common';
import {
  countUpTo,
  factColumns,
  FactStore,
  KeysetList,
  StoredFacts,
  TextSearch,
} from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

/** Counting stops here: nobody reads so far. */
const COUNTED = 1000;

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
    { state, requester, assignee, overdue, q, limit, cursor }: RequestFilters,
    now: Date,
  ): Promise<CountedPage<StoredRequest>> {
    const matching = () => {
      const query = db('evidence_requests');
      if (state) query.whereIn('state', state);
      if (requester) query.whereIn('requester', requester);
      if (assignee) query.whereIn('assignee', assignee);
      if (overdue) {
        query.whereIn('state', ['open', 'answered']).where('due', '<', now);
      }
      return q ? new TextSearch(q).filter(query) : query;
    };
    const page = await new KeysetList({
      sort: 'updated',
      column: 'updated_at',
      order: 'desc',
      limit,
      cursor,
      table: 'evidence_requests',
      columns: ['seq', ...factColumns],
      toItem: row => this.toStored(row),
    }).page(matching());
    return { ...page, count: await countUpTo(db, matching(), COUNTED) };
  }
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
