import { S3ServiceException } from '@aws-sdk/client-s3';

const remedies: Record<string, string> = {
  NoSuchBucket: 'make it, or correct complianceEvidence.store.s3.bucket',
  AccessDenied:
    'give the backend s3:GetObject, s3:PutObject, s3:DeleteObject and s3:ListBucket in it',
  InvalidAccessKeyId: 'correct complianceEvidence.store.s3.accessKeyId',
  SignatureDoesNotMatch: 'correct complianceEvidence.store.s3.secretAccessKey',
  NoSuchKey:
    'an object of it was lost: bring it back from a version or a backup',
  QuotaExceeded: 'it is full: make room, and take the run up again',
};

/** There is no such object: some stores answer a `HEAD` with no word but the status. */
export function isMissing(error: unknown): boolean {
  return (
    error instanceof S3ServiceException &&
    (error.name === 'NotFound' || error.name === 'NoSuchKey')
  );
}

/** What an operator can act on. */
export function inWords(error: unknown, bucket: string): unknown {
  if (!(error instanceof S3ServiceException)) return error;
  const remedy = remedies[error.name];
  const said = error.message || error.name;
  return new Error(
    `The bucket ${bucket} of the evidence answered ${error.name} (${said})${
      remedy ? `: ${remedy}` : ''
    }`,
    { cause: error },
  );
}
