/**
 * What other backends may use of change management.
 *
 * @packageDocumentation
 */

export * from './permissions';
