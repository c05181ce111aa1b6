import { createHash } from 'crypto';
import { IncomingMessage, ServerResponse } from 'http';
import { startService } from '@countersign/plugin-compliance-evidence-node/testUtils';

/** The parts of a multipart/related upload: the metadata, and the bytes. */
function partsOf(body: Buffer, type: string): { name: string; bytes: Buffer } {
  const boundary = Buffer.from(`--${/boundary=([^;]+)/.exec(type)![1]}`);
  const from = (at: number) => body.indexOf('\r\n\r\n', at) + 4;
  const metadata = from(0);
  const second = body.indexOf(boundary, metadata);
  const bytes = from(second);
  const end = body.lastIndexOf(boundary);
  const { name } = JSON.parse(body.subarray(metadata, second).toString());
  return { name, bytes: body.subarray(bytes, end - 2) };
}

/** Objects on one page of a list. */
const PAGE = 2;

/** A server that speaks as much of the JSON API of Google Cloud Storage as store and source need, with one bucket in memory. */
export async function startStorage(bucket: string) {
  const objects = new Map<string, Buffer>();
  const sessions = new Map<string, string>();
  const asked: string[] = [];
  /** Answered instead, one after the other. */
  const troubles: number[] = [];
  /** When objects were written; all others now. */
  const written = new Map<string, Date>();
  /**
   * `cutsAt`: the connection breaks after so many bytes; `generation`: of each object, and `next`: once somebody asked about it;
   * `encoding`: how objects are packed.
   */
  const state = {
    next: undefined as string | undefined,
    cutsAt: undefined as number | undefined,
    generation: '1',
    encoding: undefined as string | undefined,
  };

  const json = (response: ServerResponse, status: number, body: object) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  const refuse = (response: ServerResponse, code: number) =>
    json(response, code, { error: { code, message: `Status ${code}` } });

  const keep = (
    response: ServerResponse,
    url: URL,
    { name, bytes }: { name: string; bytes: Buffer },
  ) => {
    if (
      objects.has(name) &&
      url.searchParams.get('ifGenerationMatch') === '0'
    ) {
      refuse(response, 412);
      return;
    }
    objects.set(name, bytes);
    json(response, 200, {
      name,
      bucket,
      size: String(bytes.length),
      md5Hash: createHash('md5').update(bytes).digest('base64'),
    });
  };

  const list = (response: ServerResponse, url: URL) => {
    const prefix = url.searchParams.get('prefix') ?? '';
    const from = Number(url.searchParams.get('pageToken') ?? 0);
    const names = [...objects.keys()]
      .filter(name => name.startsWith(prefix))
      .sort();
    const next = from + PAGE;
    json(response, 200, {
      items: names.slice(from, next).map(name => ({ name, bucket })),
      ...(next < names.length && { nextPageToken: String(next) }),
    });
  };

  const get = (response: ServerResponse, url: URL, name: string) => {
    const bytes = objects.get(name)!;
    if (url.searchParams.get('alt') !== 'media') {
      json(response, 200, {
        name,
        bucket,
        generation: state.generation,
        size: String(bytes.length),
        timeCreated: (written.get(name) ?? new Date()).toISOString(),
        contentEncoding: state.encoding,
      });
      state.generation = state.next ?? state.generation;
      return;
    }
    const generation = url.searchParams.get('generation');
    if (generation !== null && generation !== state.generation) {
      refuse(response, 404);
      return;
    }
    response.writeHead(200, { 'content-length': bytes.length });
    if (state.cutsAt === undefined) response.end(bytes);
    else {
      response.write(bytes.subarray(0, state.cutsAt), () => response.destroy());
    }
  };

  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer,
  ) => {
    const url = new URL(request.url ?? '', 'http://storage');
    asked.push(`${request.method} ${url.pathname}`);
    const trouble = troubles.shift();
    if (trouble) {
      refuse(response, trouble);
      return;
    }
    if (!url.pathname.includes(`/b/${bucket}/o`)) {
      refuse(response, 404);
      return;
    }
    const session = url.searchParams.get('upload_id');
    if (session !== null) {
      keep(response, url, { name: sessions.get(session)!, bytes: body });
      return;
    }
    if (request.method === 'POST') {
      if (url.searchParams.get('uploadType') === 'resumable') {
        const id = `session-${sessions.size + 1}`;
        sessions.set(id, url.searchParams.get('name')!);
        response.setHeader(
          'location',
          `http://${request.headers.host}${url.pathname}?upload_id=${id}`,
        );
        json(response, 200, {});
        return;
      }
      const parts = partsOf(body, request.headers['content-type']!);
      keep(response, url, {
        name: url.searchParams.get('name') ?? parts.name,
        bytes: parts.bytes,
      });
      return;
    }
    if (url.pathname.endsWith('/o')) {
      list(response, url);
      return;
    }
    const name = decodeURIComponent(url.pathname.split('/o/')[1]);
    const found = objects.get(name);
    if (!found) refuse(response, 404);
    else if (request.method === 'DELETE') {
      objects.delete(name);
      response.writeHead(204).end();
    } else get(response, url, name);
  };
  const { url, stop } = await startService(answer);
  return { objects, asked, troubles, written, state, url, stop };
}
