export { prometheusRules } from './prometheusRules';
export { heardName, stepName } from './stepRules';
export { sumName } from './cellRules';
export { cellsOf } from './cells';
export { countedObjective } from './CountedObjective';
export * from './types';
