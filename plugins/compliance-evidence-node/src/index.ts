/**
 * Compliance evidence for other backends: what sources and stores are, where they plug in, and the rules that policies
 * may use.
 *
 * @packageDocumentation
 */

export * from './complianceEvidenceService';
export * from './contentKeys';
export * from './extensionPoints';
export * from './files';
export * from './queryText';
export * from './rules';
export * from './SnapshotStore';
export * from './sources';
export * from './spool';
