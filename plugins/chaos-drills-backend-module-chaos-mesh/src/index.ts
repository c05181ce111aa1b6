/**
 * Chaos drills on Kubernetes: faults of Chaos Mesh, with a duration that the cluster holds.
 *
 * @packageDocumentation
 */

export { chaosDrillsModuleChaosMesh as default } from './module';
