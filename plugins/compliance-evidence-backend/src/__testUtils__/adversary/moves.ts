import {
  Conclusion,
  FindingVerb,
  KeepingVerb,
  RequestVerb,
  RunVerb,
} from '@countersign/plugin-compliance-evidence-common';
import { Caller } from '@countersign/plugin-governance-node';

/**
 * Mia makes evidence and owns the report as Olive and Omar do, Aud is the auditor, Pat of the platform; an assistant asks for
 * Olive, and a pipeline for nobody.
 */
export const players = [
  'mia',
  'olive',
  'omar',
  'aud',
  'pat',
  'assistant',
  'pipeline',
] as const;
export type Player = (typeof players)[number];

/** The owners of the report: they attest. */
export const owners: readonly string[] = ['mia', 'olive', 'omar'].map(
  name => `user:default/${name}`,
);

/** What can go wrong with a source, and with a mail. */
export const sourceFates = ['up', 'half', 'down'] as const;
export const mailFates = ['sent', 'refused', 'lost', 'killed'] as const;

export const quarters = ['2026Q2', '2026Q3', '2026Q4'] as const;
export type Quarter = (typeof quarters)[number];
export const clusters = ['orders', 'payments'] as const;
export type Cluster = (typeof clusters)[number];

/** What happens next, with every name resolved. Records are counted from the last one. */
export type Move =
  | { do: 'violate' | 'mend'; grant: number }
  | { do: 'run'; who: Player; quarter: Quarter; clusters: readonly Cluster[] }
  | { do: 'act-run'; who: readonly Player[]; verb: RunVerb; run: number }
  /** What is decided about how long its evidence is kept. */
  | { do: 'keep'; who: readonly Player[]; verb: KeepingVerb; run: number }
  /** The portal looks for evidence whose time is over. */
  | { do: 'erase-due' }
  /** One of two workers takes a run; one that is slow loses it as soon as the other one wants it. */
  | { do: 'take'; hand: 0 | 1; slow: boolean }
  | {
      do: 'work';
      hand: 0 | 1;
      phases: number;
      source: (typeof sourceFates)[number];
      mail: (typeof mailFates)[number];
    }
  /** One or several at the same moment ask for the same. */
  | {
      do: 'finding';
      who: readonly Player[];
      verb: FindingVerb;
      finding: number;
      /** The run that is to close it; `bare`: none, and an explanation without evidence. */
      run: number;
      bare: boolean;
      days: number;
    }
  | { do: 'open-request'; who: Player }
  | {
      do: 'request';
      who: readonly Player[];
      verb: RequestVerb;
      request: number;
    }
  | {
      do: 'attest';
      who: readonly Player[];
      run: number;
      quarter: Quarter;
      conclusion: Conclusion;
    }
  | { do: 'withdraw'; who: Player; attestation: number };

/** A move as it is sent: the same again is the same request under the same key. */
export interface Request {
  move: Move;
  key: string;
  /** The clock when it was made. */
  at: number;
  /** The record that it is about. */
  number?: string;
  /** The run that it names, and its version. */
  run?: string;
  version?: number;
}

/** The caller that a player is. */
export function callerOf(who: Player): Caller {
  if (who === 'pipeline') return { kind: 'service', ref: 'external:ci' };
  return who === 'assistant'
    ? { kind: 'user', ref: 'user:default/olive', via: 'plugin:mcp-actions' }
    : { kind: 'user', ref: `user:default/${who}` };
}
