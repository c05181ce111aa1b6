import { addAbortSignal } from 'stream';
import {
  Bucket,
  bucketPlace,
  EvidenceSourceKind,
  filesSource,
  OpenObject,
} from '@countersign/plugin-compliance-evidence-node';
import { IDLE_MS, impatiently } from '../store/impatiently';
import { storageSourceSchema } from '../store/settings';
import {
  storageError,
  storageOptions,
  StorageConnection,
} from '../store/storageClient';
import { lazily } from './lazily';
import { settingsOf } from './settings';

type StorageBucket = import('@google-cloud/storage').Bucket;

/** As many as one answer may have. */
const PAGE_SIZE = 1000;

const remedies: Record<number, string> = {
  401: 'give the source credentials that it may use',
  403: 'give the account of the source the role Storage Object Viewer on the bucket',
  404: 'make it, or correct with.bucket of the source',
};

function bucketOf(
  connection: StorageConnection,
  name: string,
): () => Promise<StorageBucket> {
  return lazily(() => {
    const {
      Storage,
    }: typeof import('@google-cloud/storage') = require('@google-cloud/storage');
    return new Storage(storageOptions(connection)).bucket(name);
  });
}

class CloudBucket implements Bucket {
  constructor(
    readonly name: string,
    private readonly called: string,
    private readonly bucket: () => Promise<StorageBucket>,
    private readonly idleMs: number,
  ) {}

  async *list(prefix: string, signal: AbortSignal) {
    const bucket = await this.bucket();
    let pageToken: string | undefined;
    do {
      signal.throwIfAborted();
      const [files, next] = await this.#said(
        bucket.getFiles({
          prefix,
          pageToken,
          maxResults: PAGE_SIZE,
          autoPaginate: false,
          fields: 'items(name),nextPageToken',
        }),
      );
      yield files.map(({ name }) => name);
      pageToken = (next as { pageToken?: string } | null)?.pageToken;
    } while (pageToken !== undefined);
  }

  async open(
    name: string,
    signal: AbortSignal,
  ): Promise<OpenObject | undefined> {
    const bucket = await this.bucket();
    const known = await this.#metadata(bucket, name);
    if (!known) return undefined;
    const { generation, size, timeCreated, contentEncoding } = known;
    if (generation === undefined || size === undefined || !timeCreated) {
      throw new Error(
        `The bucket ${this.called} does not say when ${name} was written, or how large it is`,
      );
    }
    // What is written over it in the meantime is another generation.
    const file = bucket.file(name, { generation });
    return {
      writtenAt: new Date(timeCreated),
      size: Number(size),
      encoding: contentEncoding,
      version: { generation: String(generation) },
      body: impatiently(
        addAbortSignal(signal, file.createReadStream({ decompress: false })),
        this.idleMs,
      ),
    };
  }

  async #metadata(bucket: StorageBucket, name: string) {
    try {
      const [metadata] = await bucket.file(name).getMetadata();
      return metadata;
    } catch (error) {
      const isMissing = (error as { code?: unknown }).code === 404;
      // So is each object of a bucket that is not there.
      if (isMissing && (await this.#isThere(bucket))) return undefined;
      throw storageError(error, this.called, remedies);
    }
  }

  /** Who may read objects may not always ask about their bucket, but may list them. */
  async #isThere(bucket: StorageBucket): Promise<boolean> {
    await this.#said(bucket.getFiles({ maxResults: 1, autoPaginate: false }));
    return true;
  }

  async #said<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw storageError(error, this.called, remedies);
    }
  }
}

/** Files in a bucket of Cloud Storage. A query is the name of one object below the prefix, or a pattern that means several. */
export function storageSources(idleMs: number = IDLE_MS): EvidenceSourceKind {
  return {
    kind: 'google-cloud-storage',
    create({ name, system, config }) {
      const settings = settingsOf(name, config, storageSourceSchema);
      const { bucket, prefix } = settings;
      return filesSource(
        system ?? name,
        bucketPlace(
          new CloudBucket(
            bucket,
            `${bucket} of the source ${name}`,
            bucketOf(settings, bucket),
            idleMs,
          ),
          prefix,
        ),
      );
    },
  };
}
