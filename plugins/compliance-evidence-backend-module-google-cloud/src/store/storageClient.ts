import { StorageOptions } from '@google-cloud/storage';

/** How the buckets of a project are reached. */
export interface StorageConnection {
  project?: string;
  keyFile?: string;
  endpoint?: string;
}

/**
 * What the client is made of. At another host than Google's it would ask without credentials: only what speaks without TLS, which
 * is there for trying out, is asked so.
 */
export function storageOptions({
  project,
  keyFile,
  endpoint,
}: StorageConnection): StorageOptions {
  return {
    projectId: project,
    keyFilename: keyFile,
    apiEndpoint: endpoint,
    useAuthWithCustomEndpoint: endpoint?.startsWith('https:'),
  };
}

/** What a bucket answered by its status, with what would be right. The class of such errors is known only once the client is loaded. */
export function storageError(
  error: unknown,
  bucket: string,
  remedies: Readonly<Record<number, string>>,
): unknown {
  const { code } = error as { code?: unknown };
  if (!(error instanceof Error) || typeof code !== 'number') return error;
  const remedy = remedies[code];
  return new Error(
    `The bucket ${bucket} answered ${code} (${error.message})${
      remedy ? `: ${remedy}` : ''
    }`,
    { cause: error },
  );
}
