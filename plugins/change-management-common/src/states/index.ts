export * from './actions';
export { isAwaitingApproval } from './decisions';
export { digestOf } from './digest';
export * from './duty';
export * from './material';
export * from './nextStep';
export type {
  Refusal,
  Transition,
  TransitionContext,
  TransitionResult,
  TransitionVerb,
} from './result';
export * from './subject';
export { attentionNeeded } from './submission';
export * from './table';
export * from './transition';
