import { Column, ParameterValues, RawFormat } from '../report/model';
import { Completeness } from './completeness';

/** What one snapshot of one source was, and where its raw bytes are. */
export interface EvidenceRow {
  id: string;
  runId: string;
  /** The source's name in the report. */
  source: string;
  sourceSystem: string;
  queryName: string;
  queryText: string;
  queryParams: ParameterValues;
  /** ISO 8601, UTC: when it was asked. */
  executedAt: string;
  executedBy: string;
  /** ISO 8601, UTC: the moment that the data describe. */
  asOf: string;
  rowCount: number;
  /** `sha256:` and 64 hexadecimal digits, of the raw bytes. */
  sha256: string;
  size: number;
  /** In the store of snapshots. */
  key: string;
  format: RawFormat;
  recordsAt?: string;
  completeness: Completeness;
  schemaFingerprint: string;
  columns: Column[];
}

/** One row of a question's result: its leaf is RFC 8785 JSON, its hash RFC 6962. */
export interface RowLeaf {
  question: string;
  version: string;
  /** From 0, in the result of the question. */
  position: number;
  /** The line of COPY … TO STDOUT (FORMAT csv), without the newline that ends it. */
  row: string;
  /** The evidence rows that it came from: `evidence_id`, or columns that end in `_evidence_id`. */
  evidence: string[];
}
