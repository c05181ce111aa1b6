/**
 * The same plugin where an app looks for the new frontend system.
 *
 * @packageDocumentation
 */

export { complianceEvidencePlugin as default } from './plugin';
