/**
 * Logs of services as pure functions: entries, filters, histograms, masking, definitions, evidence and the typed client. No I/O,
 * no clock, no randomness.
 *
 * @packageDocumentation
 */

export * from './api';
export * from './channel';
export * from './definitions/metricFilter';
export * from './definitions/schemas';
export * from './definitions/writeDefinition';
export * from './evidence';
export * from './filter';
export * from './histogram';
export * from './model';
export * from './permissions';
export * from './responders';
