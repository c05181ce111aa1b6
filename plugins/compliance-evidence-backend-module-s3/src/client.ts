import { S3Client } from '@aws-sdk/client-s3';
import { S3Connection } from './settings';

/** The client by which a bucket is asked. */
export function clientOf(settings: S3Connection): S3Client {
  const { accessKeyId, secretAccessKey } = settings;
  return new S3Client({
    region: settings.region,
    endpoint: settings.endpoint,
    forcePathStyle: settings.forcePathStyle,
    // Each object goes with its SHA-256, which is what the record of it says: another checksum says less.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(accessKeyId &&
      secretAccessKey && { credentials: { accessKeyId, secretAccessKey } }),
  });
}
