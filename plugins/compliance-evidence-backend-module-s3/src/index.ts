/**
 * Takes evidence from Amazon S3, or from any store that speaks its protocol, and keeps the raw evidence of reports there.
 *
 * @packageDocumentation
 */

export { complianceEvidenceModuleS3 as default } from './module';
export { s3Sources } from './S3Source';
export { S3Store, type S3StoreOptions } from './S3Store';
