/**
 * Change management as pure functions: facts and the judge, states, policies, risk, conflicts, Terraform plans, reconciliation and
 * metrics. No I/O, no clock, no randomness.
 *
 * @packageDocumentation
 */

export * from './answers';
export * from './api';
export * from './broadcast';
export * from './conversation';
export * from './dashboard';
export * from './deployments';
export * from './evidence';
export * from './facts';
export * from './judge';
export * from './metrics';
export * from './model';
export * from './permissions';
export * from './policy';
export * from './risk';
export * from './schedule';
export * from './states';
export * from './terraform';
export * from './timeline';
