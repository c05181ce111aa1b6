export * from './applicableRules';
export * from './calendarBands';
export { explanationOf } from './explanations';
export * from './findConflicts';
export * from './input';
export * from './nearFreezes';
export * from './nextFreeSlot';
export * from './ruleApplies';
