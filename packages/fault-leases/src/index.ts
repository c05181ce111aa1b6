/**
 * Faults that a service injects into itself for chaos drills, and that end by themselves.
 *
 * @packageDocumentation
 */

export * from './express';
export * from './FaultApi';
export * from './FaultBoard';
export * from './FaultKind';
export * from './FaultProblem';
export * from './fastify';
export * from './meetFaults';
