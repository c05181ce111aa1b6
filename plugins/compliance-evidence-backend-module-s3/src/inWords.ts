import { S3ServiceException } from '@aws-sdk/client-s3';

/** What a bucket is there for, and so what would be right where it refuses. */
export interface BucketUse {
  /** Such as `of the evidence`. */
  of: string;
  /** Where a setting of it is. */
  setting(name: string): string;
  rights: string;
}

const remedyOf: Record<string, (use: BucketUse) => string> = {
  NoSuchBucket: ({ setting }) => `make it, or correct ${setting('bucket')}`,
  AccessDenied: ({ rights }) => `give the backend ${rights} in it`,
  InvalidAccessKeyId: ({ setting }) => `correct ${setting('accessKeyId')}`,
  SignatureDoesNotMatch: ({ setting }) =>
    `correct ${setting('secretAccessKey')}`,
  NoSuchKey: () =>
    'an object of it was lost: bring it back from a version or a backup',
  QuotaExceeded: () => 'it is full: make room, and take the run up again',
};

/** There is no such object: some stores answer a `HEAD` with no word but the status. */
export function isMissing(error: unknown): boolean {
  return (
    error instanceof S3ServiceException &&
    (error.name === 'NotFound' || error.name === 'NoSuchKey')
  );
}

/** What an operator can act on. */
export function inWords(
  error: unknown,
  bucket: string,
  use: BucketUse,
): unknown {
  if (!(error instanceof S3ServiceException)) return error;
  const remedy = remedyOf[error.name]?.(use);
  const said = error.message || error.name;
  return new Error(
    `The bucket ${bucket} ${use.of} answered ${error.name} (${said})${
      remedy ? `: ${remedy}` : ''
    }`,
    { cause: error },
  );
}
