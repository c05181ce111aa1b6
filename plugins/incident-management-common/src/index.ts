/**
 * Incidents and problems as pure functions. No I/O, no clock, no randomness.
 *
 * @packageDocumentation
 */

export * from './api';
export * from './channel';
export * from './entries';
export * from './facts';
export * from './judge';
export * from './metrics';
export * from './model';
export * from './permissions';
export * from './recurrence';
export * from './story';
export * from './suspects';
