/**
 * What other backends may use of change management.
 *
 * @packageDocumentation
 */

export * from './changeManagementService';
export * from './changePages';
export * from './demoRecords';
export * from './permissions';
export * from './gateChecks';
export * from './riskSources';
