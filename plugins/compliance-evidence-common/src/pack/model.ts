import { EvidenceRow } from '../evidence/model';
import { endingOf } from '../evidence/rawFormat';
import { ParameterValues } from '../report/model';

export const PACK_FORMAT = 'countersign-pack/v1';
/** The type of the predicate of the in-toto Statement in a pack. */
export const PACK_PREDICATE_TYPE = 'https://countersign.dev/evidence-pack/v1';

/**
 * Where things are in a pack:
 *
 * - `manifest.dsse.json`: the signed manifest;
 * - `report/**`: the files of the report, as they were;
 * - `snapshots/<evidence id>.<csv|ndjson|pages.ndjson|json|parquet>`: raw bytes;
 * - `results/<question>.csv`: normative bytes, COPY (query) TO STDOUT (FORMAT csv, HEADER);
 * - `artefacts/**`: renderings;
 * - `log/log.json`: the structured log; `log/ledger.json`: a bundle of the ledger about the run.
 */
export const packPaths = {
  manifest: 'manifest.dsse.json',
  log: 'log/log.json',
  ledger: 'log/ledger.json',
  report: (path: string) => `report/${path}`,
  snapshot: ({ id, format }: Pick<EvidenceRow, 'id' | 'format'>) =>
    `snapshots/${id}.${endingOf(format)}`,
  result: (question: string) => `results/${question}.csv`,
  artefact: (path: string) => `artefacts/${path}`,
} as const;

/** What the manifest says of a question. */
export interface PackQuestion {
  name: string;
  version: string;
  owner: string;
  /** `sha256:…` of the file of the query. */
  queryDigest: string;
  columns: string[];
  rows: number;
  /** `sha256:…` of `results/<name>.csv`. */
  sha256: string;
  /** The index of its first row in the tree. */
  first: number;
}

/** What the manifest says of a rendering. */
export interface PackArtefact {
  /** Below `artefacts/`. */
  path: string;
  sha256: string;
  size: number;
  /** Names of questions. */
  from: string[];
}

/** The predicate of the signed statement: what was asked, of what, and what came out. */
export interface PackManifest {
  format: typeof PACK_FORMAT;
  /** Of the ledger. */
  origin: string;
  run: {
    number: string;
    report: string;
    reportDigest: string;
    parameters: ParameterValues;
    period?: { start: string; end: string; timeZone: string };
    requestedBy: string;
    startedAt: string;
  };
  evidence: EvidenceRow[];
  questions: PackQuestion[];
  /** The tree of all rows: questions in the order of the report, rows in the order of their results. */
  rows: { size: number; /** Base64. */ root: string };
  artefacts: PackArtefact[];
}
