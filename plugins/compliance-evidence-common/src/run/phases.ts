/** What a run goes through, in this order. */
export const phases = [
  'snapshot',
  'stage',
  'reconcile',
  'render',
  'log',
  'deliver',
] as const;
/** One of {@link phases}. */
export type Phase = (typeof phases)[number];

/** Where a run stands. */
export const runStates = [
  'queued',
  'running',
  'completed',
  'failed',
  'canceled',
] as const;
/** One of {@link runStates}. */
export type RunState = (typeof runStates)[number];
