/**
 * Compliance evidence from the portal itself.
 *
 * @packageDocumentation
 */

export { complianceEvidenceModulePortal as default } from './module';
