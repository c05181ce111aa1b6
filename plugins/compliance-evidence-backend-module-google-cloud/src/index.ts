/**
 * Compliance evidence from Google Cloud.
 *
 * @packageDocumentation
 */

export { complianceEvidenceModuleGoogleCloud as default } from './module';
