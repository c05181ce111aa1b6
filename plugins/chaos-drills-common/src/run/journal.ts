import { Comparison } from '../tolerance';

export const journalStatuses = [
  'completed',
  'failed',
  'aborted',
  'interrupted',
] as const;
/** One of {@link journalStatuses}. */
export type JournalStatus = (typeof journalStatuses)[number];

/** One activity as it went. */
export interface ActivityRun {
  activity: Record<string, unknown>;
  output: unknown;
  start: string;
  status: 'succeeded' | 'failed';
  end: string;
  /** Seconds. */
  duration: number;
  exception?: string[];
  tolerance_met?: boolean;
  /** Ours: which value was compared with what. */
  comparison?: Comparison;
}

/** A look at the steady state: every probe of it, also after one that failed. */
export interface SteadyState {
  steady_state_met: boolean;
  probes: ActivityRun[];
}

/** A fault as it went, by our clock. */
export interface FaultRun {
  id: string;
  fault: string;
  target: string;
  arguments: Record<string, unknown>;
  leaseSeconds: number;
  /** When it was asked for. */
  intendedAt: string;
  injectedAt?: string;
  endedAt?: string;
  /** Where the target did not hear that it is to end, the end of its lease. */
  endsBy?: string;
  renewals: number;
  /** Somebody else ended it before its time, as whoever mitigates would. */
  endedElsewhere?: boolean;
  /** How far the clock of the target is ahead of ours. Seconds. */
  clockAheadSeconds?: number;
  problem?: string;
}

export const outcomes = [
  'passed',
  'deviated',
  'failed',
  'stopped',
  'interrupted',
] as const;
/** What became of a drill, in one word. */
export type Outcome = (typeof outcomes)[number];

/** What Countersign adds to a journal, as its extension. */
export interface JournalExtension {
  name: 'countersign';
  outcome: Outcome;
  /** Why it is no success; empty where it is one. */
  reasons: string[];
  faults: FaultRun[];
  /** The steady state after the rollbacks. */
  recovered?: SteadyState & { at: string };
}

/** The journal of Chaos Toolkit. */
export interface Journal {
  platform: string;
  node: string;
  experiment: Record<string, unknown>;
  start: string;
  end: string;
  /** Seconds. */
  duration: number;
  status: JournalStatus;
  deviated: boolean;
  steady_states: {
    before: SteadyState | null;
    after: SteadyState | null;
    during: SteadyState[];
  };
  run: ActivityRun[];
  rollbacks: ActivityRun[];
  extensions: JournalExtension[];
}
