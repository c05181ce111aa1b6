/**
 * Incidents for other backends: the rules that policies may use, and the demo records that a module
 * brings.
 *
 * @packageDocumentation
 */

export * from './demoRecords';
export * from './permissions';
