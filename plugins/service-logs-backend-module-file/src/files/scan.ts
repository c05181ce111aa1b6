import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** Lines of JSON, text whose entries begin with a time, or lines that each stand alone. */
export type FileShape = 'json' | 'text' | 'lines';

/** What one block holds: from when to when, and how many entries of each class of severity a minute. */
export interface BlockSummary {
  block: number;
  minAt: number;
  maxAt: number;
  entries: number;
  /** Minutes since 1970. */
  minutes: Int32Array;
  /** For each minute one number a class. */
  counts: Uint32Array;
}

/** Of which part of a file entries are counted. */
export interface SummaryJob {
  fd: number;
  from: number;
  to: number;
  size: number;
  shape: FileShape;
  otherwiseAt: number;
}

interface Scan {
  BLOCK_BYTES: number;
  CLASSES: number;
  MINUTE_MS: number;
  beginsText(bytes: Buffer, start: number, end: number): boolean;
  classOf(severity: number): number;
  scanLine(
    bytes: Buffer,
    start: number,
    end: number,
  ): { at: number; severity: number };
  summarize(job: SummaryJob): BlockSummary[];
}

/** What threads load. */
export const scanPath = resolvePackagePath(
  '@countersign/plugin-service-logs-backend-module-file',
  'worker/scan.js',
);

// A thread loads the same file as it is, from the package in development and once it is installed.
// eslint-disable-next-line @typescript-eslint/no-require-imports, import/no-dynamic-require, global-require
const scan: Scan = require(scanPath);

export const {
  BLOCK_BYTES,
  CLASSES,
  MINUTE_MS,
  beginsText,
  classOf,
  scanLine,
  summarize,
} = scan;
