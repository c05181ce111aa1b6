import { recordNumber } from '@countersign/plugin-governance-common';

/** Numbers of drills: `DRL0000042`. */
export const drillNumber = recordNumber('DRL', 'drill');

/** The lever's own subject in the ledger: there is one. */
export const LEVER_SUBJECT = 'drill-lever';

export const drillStates = ['planned', 'running', 'ended', 'canceled'] as const;
/** A drill that ran has ended, however it went; one that was canceled never started. */
export type DrillState = (typeof drillStates)[number];

/** What a drill may cost one objective, as shares of its whole error budget. */
export interface BudgetClaim {
  objective: string;
  /** Estimated beforehand. */
  costs: number;
  /** What the experiment says that it may spend. */
  most: number;
}

/** A drill as its entries tell it. */
export interface DrillFacts {
  number: string;
  title: string;
  entity: string;
  /** Digest of the experiment's text: another text is another drill. */
  experiment: string;
  change?: string;
  /** As they were shown before the start. */
  targets: readonly string[];
  budgets: readonly BudgetClaim[];
  state: DrillState;
  plannedBy: string;
  startedAt?: string;
  /** Asked to stop while it ran; it ends by itself soon after. */
  stop?: { by: string; reason: string };
}

/** One pull of the lever that nobody released yet. */
export interface Pull {
  id: string;
  by: string;
  at: string;
  reason: string;
}
