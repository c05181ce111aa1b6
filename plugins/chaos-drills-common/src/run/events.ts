import { ActivityRun, FaultRun, SteadyState } from './journal';

export const runPhases = [
  'steady-state-before',
  'method',
  'steady-state-after',
  'rollbacks',
  'recovery',
] as const;
/** One of {@link runPhases}. */
export type RunPhase = (typeof runPhases)[number];

/** What happens in a run, told before the next thing is done: whoever keeps it knows of each fault before its target does. */
export type RunEvent =
  | { type: 'phase'; phase: RunPhase; at: string }
  /** An action or a probe of the method or of the rollbacks begins, with its pause. */
  | { type: 'step'; phase: RunPhase; name: string; at: string }
  | { type: 'activity'; phase: RunPhase; run: ActivityRun }
  | { type: 'steady-state'; phase: RunPhase; state: SteadyState }
  | { type: 'fault'; change: FaultChange; fault: FaultRun }
  | { type: 'stopping'; reason: string; at: string };

/** What became of a fault: `lost` is one whose lease could not be renewed. */
export type FaultChange =
  | 'intended'
  | 'refused'
  | 'injected'
  | 'renewed'
  | 'ended'
  | 'lost';
