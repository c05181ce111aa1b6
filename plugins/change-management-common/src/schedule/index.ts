export * from './applicableRules';
export * from './findConflicts';
export * from './input';
export { windowsOverlap } from './intervals';
export * from './nearFreezes';
export * from './nextFreeSlot';
export * from './occurrences';
export { parseRecurrence } from './recurrence';
export * from './ruleApplies';
