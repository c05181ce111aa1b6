/**
 * Compliance evidence in the backend: from many sources to a signed pack, by snapshot, stage, reconcile, render and log.
 *
 * @packageDocumentation
 */

export { complianceEvidencePlugin as default } from './plugin';
