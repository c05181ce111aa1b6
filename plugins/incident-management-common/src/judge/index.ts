export * from './actions';
export * from './judge';
export * from './opening';
export * from './recovery';
export { restsOnStory } from './verdict';
export type { IncidentCall, Verdict } from './verdict';
export * from './tableRefuses';
export * from './verbs';
export * from './world';
