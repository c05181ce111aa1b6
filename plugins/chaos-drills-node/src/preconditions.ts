import { StartWorld } from '@countersign/plugin-chaos-drills-common';

/** What a drill asks about before it starts. */
export interface PreconditionsAsked {
  entity: string;
  change: string | undefined;
  /** Digest of the experiment's text: the change has to be about it. */
  experiment: string;
  /** Ids of the objectives that it spends the budget of. */
  objectives: readonly string[];
  /** At which it would start, ISO 8601. */
  at: string;
  /** Only looked at: nothing is recorded anywhere. */
  isPreview: boolean;
}

/** What other areas say. */
export type AnsweredPreconditions = Pick<
  StartWorld,
  'change' | 'freezes' | 'hours' | 'incidents' | 'budgetsLeft'
>;

/** Asks other areas what holds. What one of them cannot say keeps a drill from starting: nobody starts it blindly. */
export interface DrillPreconditions {
  /** @throws Error naming who did not answer */
  ask(
    asked: PreconditionsAsked,
    signal: AbortSignal,
  ): Promise<AnsweredPreconditions>;
  /** What is left of each error budget, as a share; those that nobody knows are absent. */
  budgetsLeft(
    objectives: readonly string[],
    signal: AbortSignal,
  ): Promise<Record<string, number>>;
}
