/** Whom the reader trusts, as it was typed. */
export interface TypedTrust {
  keys: string[];
  witnesses: string[];
  /** Certificates in PEM. */
  authorities: string[];
}

/** What the worker is asked: once, to verify these files together. */
export interface PageAsk {
  files: File[];
  trust: TypedTrust;
  /** Files of PGlite, compressed by gzip, in base64. */
  assets: Record<AssetName, string>;
}

export const assetNames = ['postgres', 'initdb', 'data', 'cluster'] as const;
export type AssetName = (typeof assetNames)[number];

/** What was found in one file. */
export interface PageFinding {
  file: string;
  proven: boolean;
  lines: string[];
}

export type PageAnswer =
  | { is: 'step'; text: string }
  | { is: 'found'; findings: PageFinding[] }
  | { is: 'failed'; message: string };
