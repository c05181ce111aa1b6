import { createExtensionPoint } from '@backstage/backend-plugin-api';
import {
  Change,
  ChangeDetail,
  GateDemand,
} from '@countersign/plugin-change-management-common';

/** What a source of demands is asked about. */
export interface GateCheckInput {
  /** Absent while the change is a draft. */
  number?: string;
  change: Pick<Change, 'type' | 'category' | 'environment'> & {
    /** It is said to be a reliability fix. */
    reliabilityFix: boolean;
  };
  /** Its configuration items, as the catalog has them. */
  items: ChangeDetail['items'];
  /**
   * The moment that is asked about. ISO 8601, UTC. It has passed where a deployment is judged that was reported later: the
   * answer is what would have been demanded then.
   */
  at: string;
  /** True where it has passed. */
  past: boolean;
}

/** What a source demands: more approvals, or that only some kinds of changes go ahead. */
export type GateDemandAnswer = Omit<
  GateDemand,
  'source' | 'title' | 'unavailable'
>;

/**
 * An area that has a say in whether a change may go ahead, such as service levels by their error budgets. It is asked
 * wherever the gate's questions are: by the gate itself, for the next step of a change, before it starts, for "Can I
 * deploy now?", and when a deployment is judged afterwards. What it answers is on record with each decision.
 */
export interface GateCheckSource {
  /** One word in lower case, unique: `error-budget`. */
  id: string;
  /** What it is about, for people: `Error budget`. */
  title: string;
  /** What it demands of the change at that moment; undefined where it demands nothing. */
  check(input: GateCheckInput): Promise<GateDemandAnswer | undefined>;
  /**
   * The same of several changes at once, in their order, where that is one question: lists and pages ask about many. Without it,
   * each is checked by itself.
   */
  checkAll?(
    inputs: readonly GateCheckInput[],
  ): Promise<readonly (GateDemandAnswer | undefined)[]>;
  /** What holds when it fails, takes too long, or answers with something else; undefined: nothing is demanded then. */
  otherwise(input: GateCheckInput): GateDemandAnswer | undefined;
}

export interface GateCheckExtensionPoint {
  /** @throws Error when the id is taken or malformed */
  addGateCheck(source: GateCheckSource): void;
}

/** Lets modules add questions to the deployment gate. */
export const gateCheckExtensionPoint =
  createExtensionPoint<GateCheckExtensionPoint>({
    id: 'change-management.gate-checks',
  });
