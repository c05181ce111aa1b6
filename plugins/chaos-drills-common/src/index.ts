/**
 * Chaos drills as pure functions. No I/O, no clock, no randomness: those come in as arguments.
 *
 * @packageDocumentation
 */

export * from './detection';
export * from './experiment';
export * from './providers';
export * from './run';
export * from './tolerance';
