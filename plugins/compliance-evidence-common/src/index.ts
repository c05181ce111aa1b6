/**
 * Compliance evidence as pure functions. No I/O, no clock, no randomness.
 *
 * @packageDocumentation
 */

export * from './api';
export * from './assurance';
export * from './evidence';
export * from './inquiries';
export * from './pack';
export * from './render';
export * from './report';
export * from './run';
export * from './searchTypes';
export * from './sql';
export * from './verify';
