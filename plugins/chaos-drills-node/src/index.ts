/**
 * Chaos drills for other backends: which drills there are, where fault providers plug in, and what a drill asks of other areas
 * before it starts.
 *
 * @packageDocumentation
 */

export * from './chaosDrillsService';
export * from './faultProviders';
export * from './preconditions';
