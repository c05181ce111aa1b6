/**
 * Service levels for other backends: where their measurements come from.
 *
 * @packageDocumentation
 */

export * from './fetchSource';
export * from './ServiceLevelSource';
export * from './sourceSettings';
