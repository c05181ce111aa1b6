/**
 * Chaos drills on Cloud Run: a share of the traffic to a broken revision, or too few instances, with a lease that Cloud Tasks
 * holds.
 *
 * @packageDocumentation
 */

export { chaosDrillsModuleCloudRun as default } from './module';
