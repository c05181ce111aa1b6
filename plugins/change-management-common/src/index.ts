/**
 * Change management as pure functions: states, policies, risk, conflicts, the gate, Terraform plans, reconciliation and
 * metrics. No I/O, no clock, no randomness.
 *
 * @packageDocumentation
 */

export * from './api';
export * from './broadcast';
export * from './deployments';
export * from './evidence';
export * from './gate';
export * from './json';
export * from './metrics';
export * from './model';
export * from './permissions';
export * from './policy';
export * from './risk';
export * from './schedule';
export * from './secrets';
export * from './states';
export * from './terraform';
