/**
 * Service levels as pure functions. No I/O, no clock, no randomness.
 *
 * @packageDocumentation
 */

export * from './alerts';
export * from './arithmetic';
export * from './engine';
export * from './openslo';
export * from './series';
export * from './window';
