export * from './actions';
export * from './approvers';
export {
  conflictsOf,
  goesUnapproved,
  rejectedContentOf,
  rejectedContentSaid,
  templateProblems,
} from './checks';
export { checklistOf } from './checklist';
export * from './covered';
export { deployFindings } from './findings';
export * from './floor';
export * from './goAhead';
export * from './judgeVerb';
export * from './nextStep';
export * from './presented';
export * from './relied';
export type { Transition, Verb, Verdict } from './result';
export * from './risk';
export * from './standing';
export * from './verbTable';
export * from './verbs/decisions';
export { materialDifferences } from './verbs/edit';
export { attentionNeeded, isStale } from './verbs/submission';
export * from './world';
