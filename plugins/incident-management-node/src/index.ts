/**
 * Incidents for other backends: how they declare one, the rules that policies may use, and the demo records that a
 * module brings.
 *
 * @packageDocumentation
 */

export * from './demoRecords';
export * from './incidentManagementService';
export * from './permissions';
