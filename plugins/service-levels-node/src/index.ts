/**
 * Service levels for other backends: where their measurements come from.
 *
 * @packageDocumentation
 */

export * from './ServiceLevelSource';
