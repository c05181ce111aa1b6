import { tmpdir } from 'os';
import path from 'path';
import { ApiError, Bucket, Storage } from '@google-cloud/storage';
import {
  asKept,
  contentKey,
  demandContentKey,
  Kept,
  SnapshotStore,
  spooled,
} from '@countersign/plugin-compliance-evidence-node';
import { IDLE_MS, impatiently } from './impatiently';
import { StorageSettings } from './settings';
import { storageError, storageOptions } from './storageClient';

/** What is larger is sent so that it can go on after a break. */
const RESUMABLE_FROM = 8 * 1024 * 1024;

const remedies: Record<number, string> = {
  401: 'give the backend credentials that it may use',
  403: 'give its service account the role Storage Object User on the bucket',
  404: 'see that the bucket is there, and bring an object that was lost back from a version',
  429: 'take the run up again later',
};

const inWords = (error: unknown, bucket: string) =>
  storageError(error, `${bucket} of the evidence`, remedies);

/** A bucket of Google Cloud Storage whose objects are named by what is in them. Nothing in it is written over. */
export class GoogleCloudStore implements SnapshotStore {
  readonly #bucket: Bucket;
  readonly #prefix: string;
  readonly #spoolFolder: string;

  constructor(
    settings: StorageSettings,
    private readonly idleMs: number = IDLE_MS,
  ) {
    const storage = new Storage(storageOptions(settings));
    this.#bucket = storage.bucket(settings.bucket);
    this.#prefix = settings.prefix;
    this.#spoolFolder =
      settings.spoolFolder ?? path.join(tmpdir(), 'countersign-spool');
  }

  async put(chunks: AsyncIterable<Uint8Array>): Promise<Kept> {
    return spooled(this.#spoolFolder, chunks, async file => {
      const key = contentKey(file.digest);
      try {
        await this.#bucket.upload(file.path, {
          destination: this.#prefix + key,
          resumable: file.size > RESUMABLE_FROM,
          // Where it is there already, the same bytes are.
          preconditionOpts: { ifGenerationMatch: 0 },
          validation: 'md5',
        });
      } catch (error) {
        const isThere = error instanceof ApiError && error.code === 412;
        if (!isThere) throw inWords(error, this.#bucket.name);
      }
      return { key, sha256: `sha256:${file.digest}`, size: file.size };
    });
  }

  async *get(key: string): AsyncIterable<Uint8Array> {
    const file = this.#fileOf(key);
    try {
      // The key says more than a checksum that the bucket keeps.
      const read = file.createReadStream({ validation: false });
      yield* asKept(key, impatiently(read, this.idleMs));
    } catch (error) {
      throw inWords(error, this.#bucket.name);
    }
  }

  async remove(key: string): Promise<void> {
    try {
      await this.#fileOf(key).delete({ ignoreNotFound: true });
    } catch (error) {
      throw inWords(error, this.#bucket.name);
    }
  }

  #fileOf(key: string) {
    return this.#bucket.file(this.#prefix + demandContentKey(key));
  }
}
