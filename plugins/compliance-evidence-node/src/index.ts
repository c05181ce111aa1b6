/**
 * Compliance evidence for other backends: what sources and stores are.
 *
 * @packageDocumentation
 */

export * from './SnapshotStore';
export * from './sources';
