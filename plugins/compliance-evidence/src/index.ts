/**
 * Pages of compliance evidence.
 *
 * @packageDocumentation
 */

export { complianceEvidencePlugin as default } from './plugin';
export { complianceEvidenceTranslationRef } from './translation';
