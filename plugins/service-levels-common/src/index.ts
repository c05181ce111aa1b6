/**
 * Service levels as pure functions. No I/O, no clock, no randomness.
 *
 * @packageDocumentation
 */

export * from './alerts';
export * from './api';
export * from './arithmetic';
export * from './budget';
export * from './ceilings';
export * from './channel';
export * from './cloudMonitoring';
export * from './corrections';
export * from './dashboard';
export * from './engine';
export * from './errorBudget';
export * from './faults';
export * from './foreign';
export * from './ledger';
export * from './measuring';
export * from './next';
export * from './openslo';
export * from './permissions';
export * from './promql';
export * from './rules';
export * from './proof';
export * from './series';
export * from './window';
export { searchTypes as serviceLevelSearchTypes } from './searchTypes';
