import { Config } from '@backstage/config';
import {
  Column,
  Completeness,
  ParameterValues,
  RawFormat,
} from '@countersign/plugin-compliance-evidence-common';

/** What a source is asked for. */
export interface SnapshotAsk {
  query: { name: string; text: string; parameters: ParameterValues };
  columns: readonly Column[];
  signal: AbortSignal;
}

/** What a source says of the snapshot that it gave. */
export interface Taken {
  /** ISO 8601, UTC: the moment that the data describe. */
  asOf: string;
  format: RawFormat;
  recordsAt?: string;
  completeness: Completeness;
}

/** Something that evidence is taken from. */
export interface EvidenceSource {
  /** Such as `IAM (Google Cloud)`. */
  system: string;
  /** Writes the raw bytes as they come; throws where not all of them could be had. */
  snapshot(
    ask: SnapshotAsk,
    write: (chunk: Uint8Array) => Promise<void>,
  ): Promise<Taken>;
}

/** A kind of source, made from configuration. */
export interface EvidenceSourceKind {
  kind: string;
  create(options: {
    /** Of the configured source. */
    name: string;
    system?: string;
    /** What is under `with`. */
    config: Config;
  }): EvidenceSource;
}
