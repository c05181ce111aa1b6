/**
 * Chaos drills for other backends: where fault providers plug in, and what a drill asks of other areas before it starts.
 *
 * @packageDocumentation
 */

export * from './faultProviders';
export * from './preconditions';
