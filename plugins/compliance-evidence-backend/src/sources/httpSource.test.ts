import { createServer, IncomingMessage, Server, ServerResponse } from 'http';
import { AddressInfo } from 'net';
import { JsonObject } from '@backstage/types';
import { taken } from './__testUtils__/taken';
import { httpSources } from './httpSource';

type Answer = (url: URL, res: ServerResponse, req: IncomingMessage) => void;

describe('the http source', () => {
  let server: Server;
  let url: string;
  let answer: Answer;

  beforeAll(async () => {
    server = createServer((req, res) =>
      answer(new URL(req.url ?? '', url), res, req),
    );
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  const ask = (settings: JsonObject, text = 'items', parameters = {}) =>
    taken(httpSources, { url, ...settings }, text, { parameters });
  const json = (res: ServerResponse, body: unknown) =>
    res.end(JSON.stringify(body, null, 2));

  it('counts pages until one is empty, and keeps each as it came, on one line', async () => {
    answer = ({ searchParams }, res, { headers }) => {
      const page = Number(searchParams.get('p'));
      json(res, {
        total: '3',
        key: headers['x-key'],
        items: [[1, 2], [3], []][page]?.map(id => ({ id })),
      });
    };
    const found = await ask(
      {
        recordsAt: 'items',
        totalAt: 'total',
        headers: { 'x-key': 'a' },
        paging: { by: 'page', parameter: 'p', first: 0 },
      },
      'items?from=${from}',
      { from: 'a&p=9#' },
    );
    expect(found).toMatchObject({
      format: 'json-pages',
      recordsAt: 'items',
      completeness: { stated: 3, pages: 3, gaps: [] },
    });
    expect(found.text.split('\n')).toHaveLength(4);
    expect(JSON.parse(found.text.split('\n')[1])).toEqual({
      total: '3',
      key: 'a',
      items: [{ id: 3 }],
    });
  });

  it('follows links on the same server, and on no other', async () => {
    answer = ({ pathname }, res) => {
      if (pathname === '/items') {
        res.setHeader('Link', '<items/2>; rel="next", <items>; rel="first"');
      }
      if (pathname === '/away') {
        res.setHeader('Link', '<http://elsewhere.example/2>; rel="next"');
      }
      json(res, [{ id: pathname }]);
    };
    const settings = { paging: { by: 'link' } };
    const found = await ask(settings);
    expect(found.completeness.pages).toBe(2);
    expect(found.text).toContain('/items/2');
    await expect(ask(settings, 'away')).rejects.toThrow(
      'The next page is at http://elsewhere.example, another server',
    );
  });

  it.each([
    [
      'a cursor that leads back',
      { by: 'cursor', at: 'next' },
      (res: ServerResponse) => json(res, { next: 'again', items: [] }),
      'Page 3 of',
    ],
    [
      'a server that does not know the parameter of the page',
      { by: 'page' },
      (res: ServerResponse) => json(res, { items: [{ id: 1 }] }),
      'does it know the parameter page?',
    ],
    [
      'half a page',
      { by: 'cursor' },
      (res: ServerResponse) => res.end('{"items":[{"id":1},'),
      'Page 1 of 127.0.0.1',
    ],
    [
      'a connection that is lost within a page',
      { by: 'cursor' },
      (res: ServerResponse) => {
        res.writeHead(200, { 'Content-Length': '1000' });
        res.write('{"items":[', () => res.destroy());
      },
      'terminated',
    ],
    [
      'a redirect, which would take the credentials along',
      { by: 'none' },
      (res: ServerResponse) =>
        res.writeHead(302, { Location: 'http://elsewhere.example/' }).end(),
      'fetch failed',
    ],
    [
      'a failure, with what the server says',
      { by: 'none' },
      (res: ServerResponse) => res.writeHead(503).end('back at noon'),
      '503 Service Unavailable: back at noon',
    ],
    [
      'bytes that are no text',
      { by: 'none' },
      (res: ServerResponse) => res.end(Buffer.of(0x22, 0xff, 0x22)),
      'not valid',
    ],
  ])('stops at %s', async (_, paging, respond, reason) => {
    answer = (__, res) => void respond(res);
    await expect(ask({ recordsAt: 'items', paging })).rejects.toThrow(reason);
  });

  it('keeps to the server that it was given', async () => {
    answer = ({ pathname }, res) => json(res, [{ pathname }]);
    const found = await ask({}, '//elsewhere.example/x');
    expect(found.text).toContain('/x');
    await expect(ask({ format: 'xml' })).rejects.toThrow(
      'must be json, ndjson or csv',
    );
    await expect(ask({ paging: { by: 'magic' } })).rejects.toThrow(
      'must be none, cursor, page or link',
    );
  });
});
