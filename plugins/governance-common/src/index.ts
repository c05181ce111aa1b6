/**
 * What every area shares, as pure functions. No I/O, no clock, no randomness.
 *
 * @packageDocumentation
 */

export * from './actors';
export * from './api';
export * from './conversation';
export * from './csv';
export * from './dashboard';
export * from './evidence';
export * from './imported';
export * from './inbox';
export * from './json';
export * from './judge';
export * from './ledger';
export * from './model';
export * from './predicates';
export * from './pure';
export * from './schedule';
export * from './secrets';
export * from './sentence';
export * from './statistics';
export * from './timeline';
