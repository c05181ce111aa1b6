/**
 * Keeps the raw evidence of reports in Amazon S3, or in any store that speaks its protocol.
 *
 * @packageDocumentation
 */

export { complianceEvidenceModuleS3 as default } from './module';
export { S3Store, type S3StoreOptions } from './S3Store';
