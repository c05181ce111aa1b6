import { addAbortSignal, Readable } from 'stream';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  Bucket,
  bucketPlace,
  EvidenceSource,
  EvidenceSourceKind,
  filesSource,
} from '@countersign/plugin-compliance-evidence-node';
import { clientOf } from './client';
import { BucketUse, inWords, isMissing } from './inWords';
import { readSourceSettings } from './settings';

class S3Bucket implements Bucket {
  constructor(
    private readonly client: S3Client,
    readonly name: string,
    private readonly use: BucketUse,
  ) {}

  async *list(Prefix: string, abortSignal: AbortSignal) {
    let ContinuationToken: string | undefined;
    do {
      const asked = { Bucket: this.name, Prefix, ContinuationToken };
      const page = await this.#said(
        this.client.send(new ListObjectsV2Command(asked), { abortSignal }),
      );
      yield (page.Contents ?? []).flatMap(({ Key }) => Key ?? []);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
  }

  async open(Key: string, abortSignal: AbortSignal) {
    const asked = new GetObjectCommand({ Bucket: this.name, Key });
    const found = await this.#said(
      this.client.send(asked, { abortSignal }).catch(error => {
        if (isMissing(error)) return undefined;
        throw error;
      }),
    );
    if (!found) return undefined;
    const { LastModified, ContentLength, ETag, VersionId } = found;
    if (!LastModified || ContentLength === undefined) {
      throw new Error(
        `The bucket ${this.name} does not say when ${Key} was written, or how large it is`,
      );
    }
    return {
      writtenAt: LastModified,
      size: ContentLength,
      encoding: found.ContentEncoding,
      version: {
        ...(ETag && { 'entity tag': ETag.replace(/^"|"$/g, '') }),
        ...(VersionId && { version: VersionId }),
      },
      body: addAbortSignal(abortSignal, found.Body as Readable),
    };
  }

  #said<T>(answer: Promise<T>): Promise<T> {
    return answer.catch(error => {
      throw inWords(error, this.name, this.use);
    });
  }
}

/** Files in a bucket. A query is the key of one object below the prefix, or a pattern that means several. */
export const s3Sources: EvidenceSourceKind = {
  kind: 's3',
  create({ name, system, config }): EvidenceSource {
    const settings = readSourceSettings(name, config);
    const bucket = new S3Bucket(clientOf(settings), settings.bucket, {
      of: `of the source ${name}`,
      setting: field =>
        `with.${field} of ${name} in complianceEvidence.sources`,
      rights: 's3:GetObject and s3:ListBucket',
    });
    return filesSource(system ?? name, bucketPlace(bucket, settings.prefix));
  },
};
