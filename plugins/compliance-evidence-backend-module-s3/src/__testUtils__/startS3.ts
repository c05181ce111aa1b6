import { createHash } from 'crypto';
import { IncomingMessage, ServerResponse } from 'http';
import { startService } from '@countersign/plugin-compliance-evidence-node/testUtils';

const etagOf = (bytes: Buffer) =>
  `"${createHash('md5').update(bytes).digest('hex')}"`;

/** Keys on one page of a list: the protocol allows 1,000. */
const PAGE = 2;

const escaped = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** A server that speaks as much of S3's protocol as store and source need, with one bucket in memory. */
export async function startS3(bucket: string) {
  const objects = new Map<string, Buffer>();
  const uploads = new Map<string, Map<number, Buffer>>();
  const asked: string[] = [];
  const state = {
    denies: undefined as number | undefined,
    cutsAt: undefined as number | undefined,
    encoding: undefined as string | undefined,
  };
  /** When objects were written; all others now. */
  const written = new Map<string, Date>();
  /** Answered instead, one after the other. */
  const troubles: [status: number, code: string][] = [];

  const refuse = (response: ServerResponse, status: number, code: string) => {
    response.writeHead(status, { 'content-type': 'application/xml' });
    response.end(
      `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
    );
  };

  const put = (
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    at: { key: string; body: Buffer },
  ) => {
    const sum = request.headers['x-amz-checksum-sha256'];
    const found = createHash('sha256').update(at.body).digest('base64');
    if (sum !== undefined && sum !== found) {
      refuse(response, 400, 'BadDigest');
      return;
    }
    const id = url.searchParams.get('uploadId');
    if (id === null) objects.set(at.key, at.body);
    else {
      const part = Number(url.searchParams.get('partNumber'));
      uploads.get(id)!.set(part, at.body);
    }
    response.writeHead(200, { etag: etagOf(at.body) }).end();
  };

  const post = (response: ServerResponse, url: URL, key: string) => {
    response.setHeader('content-type', 'application/xml');
    if (url.searchParams.has('uploads')) {
      const id = `upload-${uploads.size + 1}`;
      uploads.set(id, new Map());
      response.end(
        `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
      );
      return;
    }
    const id = url.searchParams.get('uploadId')!;
    const parts = [...uploads.get(id)!].sort(([a], [b]) => a - b);
    objects.set(key, Buffer.concat(parts.map(([, bytes]) => bytes)));
    uploads.delete(id);
    response.end('<CompleteMultipartUploadResult/>');
  };

  const list = (response: ServerResponse, url: URL) => {
    const prefix = url.searchParams.get('prefix') ?? '';
    const from = Number(url.searchParams.get('continuation-token') ?? 0);
    const keys = [...objects.keys()]
      .filter(key => key.startsWith(prefix))
      .sort();
    const next = from + PAGE;
    const more =
      next < keys.length
        ? `<IsTruncated>true</IsTruncated><NextContinuationToken>${next}</NextContinuationToken>`
        : '<IsTruncated>false</IsTruncated>';
    const contents = keys
      .slice(from, next)
      .map(key => `<Contents><Key>${escaped(key)}</Key></Contents>`);
    response.setHeader('content-type', 'application/xml');
    response.end(
      `<?xml version="1.0"?><ListBucketResult>${contents.join(
        '',
      )}${more}</ListBucketResult>`,
    );
  };

  const get = (response: ServerResponse, key: string, bytes: Buffer) => {
    response.writeHead(200, {
      'content-length': bytes.length,
      'last-modified': (written.get(key) ?? new Date()).toUTCString(),
      'x-amz-version-id': 'v1',
      etag: etagOf(bytes),
      ...(state.encoding && { 'content-encoding': state.encoding }),
    });
    if (state.cutsAt === undefined) response.end(bytes);
    else {
      response.write(bytes.subarray(0, state.cutsAt), () => response.destroy());
    }
  };

  const answer = (
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
  ) => {
    const url = new URL(request.url ?? '', 'http://s3');
    const [, named, ...rest] = url.pathname.split('/');
    const key = rest.map(decodeURIComponent).join('/');
    asked.push(`${request.method} ${key}`);
    const trouble = troubles.shift();
    if (trouble) {
      refuse(response, ...trouble);
      return;
    }
    const part = url.searchParams.get('partNumber');
    if (part !== null && Number(part) === state.denies) {
      refuse(response, 403, 'AccessDenied');
      return;
    }
    if (
      !/^AWS4-HMAC-SHA256 Credential=AKIATEST\/\d{8}\/eu-central-1\/s3\//.test(
        request.headers.authorization ?? '',
      )
    ) {
      refuse(response, 403, 'InvalidAccessKeyId');
      return;
    }
    if (named !== bucket) {
      refuse(response, 404, 'NoSuchBucket');
      return;
    }
    if (url.searchParams.get('list-type') === '2') {
      list(response, url);
      return;
    }
    const found = objects.get(key);
    switch (request.method) {
      case 'PUT':
        put(request, response, url, { key, body });
        break;
      case 'POST':
        post(response, url, key);
        break;
      case 'DELETE': {
        const id = url.searchParams.get('uploadId');
        if (id === null) objects.delete(key);
        else uploads.delete(id);
        response.writeHead(204).end();
        break;
      }
      default:
        if (!found) {
          refuse(response, 404, 'NoSuchKey');
          return;
        }
        if (request.method === 'GET') get(response, key, found);
        else response.writeHead(200, { 'content-length': found.length }).end();
    }
  };
  return {
    objects,
    uploads,
    asked,
    troubles,
    /**
     * `denies`: the number of the part that nobody may send; `cutsAt`: the connection breaks after so many bytes; `encoding`: how
     * objects are packed.
     */
    state,
    written,
    ...(await startService(answer)),
  };
}
