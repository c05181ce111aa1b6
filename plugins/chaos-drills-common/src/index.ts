/**
 * Chaos drills as pure functions. No I/O, no clock, no randomness: those come in as arguments.
 *
 * @packageDocumentation
 */

export * from './api';
export * from './channel';
export * from './dashboard';
export * from './detection';
export * from './drill';
export * from './experiment';
export * from './gameDay';
export * from './permissions';
export * from './plan';
export * from './providers';
export * from './run';
export * from './searchTypes';
export * from './schedule';
export * from './tolerance';
