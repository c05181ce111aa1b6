import {
  DurationStatistics,
  RateStatistics,
} from '@countersign/plugin-governance-common';
import { CloseCode } from './change';
import { RiskBandOutcome, RiskLevel } from './risk';

/** The figures of one slice (all, a team, a risk band). */
export interface MetricsSlice {
  /** Changes closed `successful` ÷ closed implemented changes. */
  successRate: RateStatistics;
  /** How the closed ones ended: together, as many as the success rate divides by. */
  outcomes: Record<CloseCode, number>;
  /** Approval asked for → approved, seconds. */
  leadTimeToApproval: DurationStatistics;
  /** Emergency changes ÷ submitted changes. */
  emergencyShare: RateStatistics;
}

export interface MetricsReport {
  from: string;
  to: string;
  /** Whether demo data counts as well, as it does where a portal has been given some. */
  includesDemo: boolean;
  all: MetricsSlice;
  byTeam: (MetricsSlice & { team: string })[];
  byRisk: (MetricsSlice & { level: RiskLevel })[];
  /** Of those who asked for emergency changes, who asked for most first: how many of their changes were emergencies. */
  emergenciesByPerson: { person: string; emergencyShare: RateStatistics }[];
  /** By calendar week (UTC, ISO weeks), for the chart. */
  byWeek: { week: string; opened: number; closed: number; failed: number }[];
  bands: RiskBandOutcome[];
  /** What each figure means, what it covers and what it leaves out. */
  definitions: {
    id: string;
    title: string;
    definition: string;
    exclusions: string;
  }[];
}
