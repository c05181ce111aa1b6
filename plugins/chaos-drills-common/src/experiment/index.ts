export * from './activities';
export { allowedHosts, addressOf, hostOf } from './lintHosts';
export { LONGEST_LEASE_SECONDS } from './lintExperiment';
export type { LintOptions } from './lintExperiment';
export * from './model';
export * from './readExperiment';
export * from './schemas';
export * from './variables';
