/**
 * Incidents for other backends: the rules that policies may use.
 *
 * @packageDocumentation
 */

export * from './permissions';
