import { BudgetLeft } from './budget';
import { CommitName, PlanName, PolicyName } from './estate';

/** Minutes since the game began. */
export type Minute = number;

/** Written fields of a change, with names for what is long. */
export interface Fields {
  type?: 'normal' | 'standard' | 'emergency';
  title?: string;
  justification?: string;
  implementationPlan?: string;
  testPlan?: string;
  backoutPlan?: string;
  link?: string;
  category?: 'software' | 'database';
  reliabilityFix?: boolean;
  environment?: string;
  items?: string[];
  /** `null` clears it. */
  implementer?: string | null;
  window?: [Minute, Minute];
  commit?: CommitName | null;
  template?: string;
}

/** What is deployed, or said to be. */
export interface Presented {
  environment?: string;
  commit?: CommitName;
  plan?: PlanName;
}

/** A change is named by the step that opened it, directly or by a report. */
interface OnChange {
  by: string;
  change: string;
  /** The step after which the player last looked; the latest state unless given. */
  saw?: string;
  /** Sent with an `Idempotency-Key`. */
  keyed?: true;
}

/** Verbs that need nothing but a version. */
export const plainVerbs = [
  'submit',
  'authorize',
  'start',
  'complete',
  'resume',
  'cancel',
  'hold',
  'withdraw',
  'withdraw-request',
  'decline',
] as const;

export type ChangeMove = OnChange &
  (
    | { verb: (typeof plainVerbs)[number] }
    | { verb: 'approve' | 'reject' | 'request-changes' | 'comment' }
    | { verb: 'close'; code: 'successful' | 'unsuccessful' }
    | { verb: 'edit'; fields: Fields }
    | { verb: 'plan'; plan: PlanName; commit?: CommitName }
    /** Accepts the conflict that stands at this place among those that are open. */
    | { verb: 'accept-conflict'; place: number }
  );

export type CreateMove = {
  verb: 'create';
  by: string;
  fields: Fields;
  plan?: PlanName;
  planAuthors?: string[];
  /** For whom a pipeline asks. */
  requester?: string;
  runId?: string;
  submit?: true;
  keyed?: true;
};

export type GateMove = {
  verb: 'gate';
  by: string;
  change: string;
  presents: Presented;
  keyed?: true;
};

export type ReportMove = {
  verb: 'report';
  by: string;
  change: string;
  presents: Presented;
  /** Those of the change unless given. */
  items?: string[];
  outcome: 'succeeded' | 'failed';
  started: Minute;
  finished: Minute;
  /** The step at which the gate answered what the report quotes. */
  quotes?: string;
  deployer?: string;
  keyed?: true;
};

/** What happens around the changes. */
export type WorldMove =
  | {
      verb: 'freeze';
      from: Minute;
      to: Minute;
      environment?: string;
      /** Concerns items of the first tier only. */
      critical?: true;
      strict?: true;
    }
  | { verb: 'end-freeze'; freeze: string }
  | { verb: 'raise'; item: string; to: 'tier-1' | 'sox' }
  | { verb: 'vanish'; item: string }
  | { verb: 'leave' | 'join'; person: string; group: string }
  | { verb: 'policies'; name: PolicyName }
  /** The error budget falls or recovers. */
  | { verb: 'budget'; left: BudgetLeft }
  | { verb: 'budget-policy'; strict: boolean }
  /** Whoever knows the budget can be asked no more, or again. */
  | { verb: 'budget-service'; down: boolean }
  | { verb: 'housekeeping' };

/** Somebody opens the page of a change. */
export type LookMove = { verb: 'look'; by: string; change: string };

export type Move =
  | CreateMove
  | LookMove
  | ChangeMove
  | GateMove
  | ReportMove
  | WorldMove;
export type Verb = Move['verb'];
