/**
 * Service levels for other backends: where their measurements come from, and what error budgets demand.
 *
 * @packageDocumentation
 */

export * from './alertEvents';
export * from './counting';
export * from './errorBudgetRules';
export {
  fetchSource,
  SourceError,
  SourceRefusal,
  type SourceRequest,
} from '@countersign/plugin-governance-node';
export * from './ServiceLevelSource';
export * from './serviceLevelsService';
export * from './sourceSettings';
export * from './demoRecords';
