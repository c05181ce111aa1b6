/** What moved a change from one state to another: a verb of the API, or something that happened. */
export const transitionCauses = [
  'submit',
  'authorize',
  'approve',
  'reject',
  'edit',
  'start',
  'complete',
  'close',
  'cancel',
  'deployment',
  'withdraw',
] as const;
export type TransitionCause = (typeof transitionCauses)[number];
