import { createHash } from 'crypto';
import { IncomingMessage, ServerResponse } from 'http';
import { startService } from '@countersign/plugin-compliance-evidence-node/testUtils';

const etagOf = (bytes: Buffer) =>
  `"${createHash('md5').update(bytes).digest('hex')}"`;

/** A server that speaks as much of S3's protocol as the store needs, with one bucket in memory. */
export async function startS3(bucket: string) {
  const objects = new Map<string, Buffer>();
  const uploads = new Map<string, Map<number, Buffer>>();
  const asked: string[] = [];
  const state = { denies: undefined as number | undefined };
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

  const answer = (
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
  ) => {
    const url = new URL(request.url ?? '', 'http://s3');
    const [, named, ...rest] = url.pathname.split('/');
    const key = rest.join('/');
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
        response.writeHead(200, { 'content-length': found.length });
        response.end(request.method === 'HEAD' ? undefined : found);
    }
  };
  return {
    objects,
    uploads,
    asked,
    troubles,
    /** `denies`: the number of the part that nobody may send. */
    state,
    ...(await startService(answer)),
  };
}
