import { FileHandle, open } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';
import { Readable } from 'stream';
import {
  AbortMultipartUploadCommand,
  CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {
  asKept,
  contentKey,
  demandContentKey,
  Kept,
  SnapshotStore,
  spooled,
  SpooledFile,
} from '@countersign/plugin-compliance-evidence-node';
import { clientOf } from './client';
import { BucketUse, inWords, isMissing } from './inWords';
import { S3Settings } from './settings';

const MEBIBYTE = 1024 * 1024;

const use: BucketUse = {
  of: 'of the evidence',
  setting: name => `complianceEvidence.store.s3.${name}`,
  rights: 's3:GetObject, s3:PutObject, s3:DeleteObject and s3:ListBucket',
};

/** What a store in a bucket needs. */
export interface S3StoreOptions {
  client: S3Client;
  bucket: string;
  /** Before every key. */
  prefix: string;
  kmsKeyId?: string;
  /** Where bytes wait until their digest is known. */
  spoolFolder: string;
  /** What is larger is sent in parts of this size, one at a time: one is in memory, so that it can be sent again. */
  partSize?: number;
}

/** A bucket whose objects are named by what is in them. Nothing in it is written over. */
export class S3Store implements SnapshotStore {
  constructor(private readonly options: S3StoreOptions) {}

  static connect(settings: S3Settings): S3Store {
    const { bucket, prefix, kmsKeyId } = settings;
    return new S3Store({
      client: clientOf(settings),
      bucket,
      prefix,
      kmsKeyId,
      spoolFolder:
        settings.spoolFolder ?? path.join(tmpdir(), 'countersign-spool'),
    });
  }

  async put(chunks: AsyncIterable<Uint8Array>): Promise<Kept> {
    const { spoolFolder } = this.options;
    return spooled(spoolFolder, chunks, async file => {
      const key = contentKey(file.digest);
      const kept = { key, sha256: `sha256:${file.digest}`, size: file.size };
      try {
        if ((await this.#sizeOf(key)) !== file.size) {
          await this.#upload(key, file);
        }
        return kept;
      } catch (error) {
        throw inWords(error, this.options.bucket, use);
      }
    });
  }

  async *get(key: string): AsyncIterable<Uint8Array> {
    const { client } = this.options;
    const object = this.#object(demandContentKey(key));
    try {
      const { Body } = await client.send(new GetObjectCommand(object));
      yield* asKept(key, Body as Readable);
    } catch (error) {
      throw inWords(error, this.options.bucket, use);
    }
  }

  async remove(key: string): Promise<void> {
    const object = this.#object(demandContentKey(key));
    try {
      await this.options.client.send(new DeleteObjectCommand(object));
    } catch (error) {
      throw inWords(error, this.options.bucket, use);
    }
  }

  #object(key: string) {
    const { bucket, prefix } = this.options;
    return { Bucket: bucket, Key: prefix + key };
  }

  async #sizeOf(key: string): Promise<number | undefined> {
    try {
      const { ContentLength } = await this.options.client.send(
        new HeadObjectCommand(this.#object(key)),
      );
      return ContentLength;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async #upload(key: string, file: SpooledFile): Promise<void> {
    const { client, partSize = 16 * MEBIBYTE } = this.options;
    const handle = await open(file.path, 'r');
    try {
      if (file.size > partSize) {
        await this.#uploadParts(key, { handle, size: file.size, partSize });
        return;
      }
      await client.send(
        new PutObjectCommand({
          ...this.#object(key),
          ...this.#encryption(),
          Body: await part(handle, 0, file.size),
          ChecksumSHA256: Buffer.from(file.digest, 'hex').toString('base64'),
        }),
      );
    } finally {
      await handle.close();
    }
  }

  /** What is not completed is taken away: a bucket charges for parts that nobody sees. */
  async #uploadParts(
    key: string,
    of: { handle: FileHandle; size: number; partSize: number },
  ): Promise<void> {
    const { handle, size, partSize } = of;
    const { client } = this.options;
    const object = this.#object(key);
    const { UploadId } = await client.send(
      new CreateMultipartUploadCommand({ ...object, ...this.#encryption() }),
    );
    const upload = { ...object, UploadId };
    try {
      const Parts: CompletedPart[] = [];
      for (let from = 0; from < size; from += partSize) {
        const end = Math.min(size, from + partSize);
        const PartNumber = Parts.length + 1;
        const { ETag } = await client.send(
          new UploadPartCommand({
            ...upload,
            PartNumber,
            Body: await part(handle, from, end),
          }),
        );
        Parts.push({ PartNumber, ETag });
      }
      await client.send(
        new CompleteMultipartUploadCommand({
          ...upload,
          MultipartUpload: { Parts },
        }),
      );
    } catch (error) {
      await client
        .send(new AbortMultipartUploadCommand(upload))
        .catch(() => undefined);
      throw error;
    }
  }

  #encryption() {
    const { kmsKeyId } = this.options;
    return kmsKeyId
      ? {
          ServerSideEncryption: 'aws:kms' as const,
          SSEKMSKeyId: kmsKeyId,
        }
      : {};
  }
}

async function part(
  handle: FileHandle,
  from: number,
  to: number,
): Promise<Buffer> {
  const bytes = Buffer.alloc(to - from);
  for (let at = 0; at < bytes.length; ) {
    const { bytesRead } = await handle.read(
      bytes,
      at,
      bytes.length - at,
      from + at,
    );
    if (bytesRead === 0) throw new Error('The spooled file became shorter');
    at += bytesRead;
  }
  return bytes;
}
