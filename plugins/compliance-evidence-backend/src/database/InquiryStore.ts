import { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  Inquiry,
  InquiryFacts,
  inquiryFactsSchema,
  InquiryFilters,
  inquiryNumber,
} from '@countersign/plugin-compliance-evidence-common';
import { RunFilter } from '@countersign/plugin-compliance-evidence-node';
import { CountedPage } from '@countersign/plugin-governance-common';
import {
  applyCriteria,
  factColumns,
  FactStore,
  StoredFacts,
  TextSearch,
} from '@countersign/plugin-governance-node';
import { Knex } from 'knex';
import { runRuleColumns } from './RunStore';

/** An inquiry as its row holds it. */
export type StoredInquiry = StoredFacts<InquiryFacts>;

/** What came out, and what was made by hand, as texts. */
export interface StoredResult {
  result: string;
  table?: string;
}

function columnsOf({ title, asked, run, answered }: InquiryFacts) {
  return {
    title,
    kind: asked.kind,
    run: run.number,
    report: run.report,
    asked_by: answered.by,
  };
}

/** What was asked of runs afterwards: written once. */
export class InquiryStore extends FactStore<InquiryFacts> {
  constructor() {
    super({
      table: 'inquiries',
      sequence: 'inquiry_numbers',
      number: inquiryNumber,
      schema: inquiryFactsSchema,
      columnsOf,
    });
  }

  async keepResult(
    trx: Knex.Transaction,
    number: string,
    { result, table }: StoredResult,
  ): Promise<void> {
    await trx('inquiry_results').insert({ number, result, hand_table: table });
  }

  async result(db: Knex, number: string): Promise<StoredResult> {
    const row = await db('inquiry_results').where({ number }).first();
    return {
      result: row.result,
      ...(row.hand_table !== null && { table: row.hand_table }),
    };
  }

  /** Those that fit every filter and are about a run that may be read, the newest first, a page at a time. */
  async list(
    db: Knex,
    { kind, run, report, by, q, ...paging }: InquiryFilters,
    readable?: PermissionCriteria<RunFilter>,
  ): Promise<CountedPage<StoredInquiry>> {
    return this.page(db, paging, query => {
      if (kind) query.whereIn('kind', kind);
      if (run) query.whereIn('run', run);
      if (report) query.whereIn('report', report);
      if (by) query.whereIn('asked_by', by);
      if (readable) {
        const runs = db('runs')
          .where(all => applyCriteria(all, readable, runRuleColumns))
          .select('number');
        query.whereIn('run', runs);
      }
      return q ? new TextSearch(q).filter(query) : query;
    });
  }

  /** Every time that an answer of a report was held against what was made by hand, the oldest first. */
  async shadows(db: Knex, report: string): Promise<InquiryFacts[]> {
    const rows = await db('inquiries')
      .where({ kind: 'shadow', report })
      .orderBy('seq')
      .select(factColumns);
    return rows.map(row => this.toStored(row).facts);
  }
}

/** An inquiry as its readers get it. */
export function inquiryOf({ id, facts }: StoredInquiry): Inquiry {
  return { ...facts, id };
}
