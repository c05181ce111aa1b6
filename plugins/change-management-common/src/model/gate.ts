export type { GateCheck, GateDecision, GatePreview } from '../answers/gate';

export const gateChecks = [
  'state',
  'hold',
  'window',
  'freeze',
  'conflicts',
  'approvals',
  'policy',
  'items',
  'demands',
  'plan',
  'commit',
  'environment',
  'stack',
] as const;
export type GateCheckId = (typeof gateChecks)[number];
