import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { Server } from 'http';
import { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { eventually } from '@countersign/plugin-governance-test-utils';
import express from 'express';
import { compressedPages } from './compressedPages';

describe('compressedPages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-pages-'));
  let server: Server;
  const get = async (path: string, encoding: string) => {
    const { port } = server.address() as AddressInfo;
    const { headers, ...response } = await fetch(
      `http://127.0.0.1:${port}${path}`,
      { headers: { 'accept-encoding': encoding } },
    ).then(async answer => ({
      headers: answer.headers,
      text: await answer.text(),
    }));
    return { ...response, header: (name: string) => headers.get(name) };
  };

  beforeAll(async () => {
    writeFileSync(join(folder, 'main.1a2b.js'), '1+1');
    const app = express();
    app.use(compressedPages(folder));
    app.use((_req, res) => {
      res.send('as it is');
    });
    await new Promise<void>(resolve => {
      server = app.listen(0, '127.0.0.1', () => resolve());
    });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  it('sends what it has compressed to whoever takes it, and holds up nobody before', async () => {
    const first = await get('/static/main.1a2b.js', 'gzip, br');
    expect(first.text).toBe('as it is');
    await eventually(async () => {
      const { text, header } = await get('/static/main.1a2b.js', 'gzip, br');
      expect(text).toBe('1+1');
      expect(header('content-encoding')).toBe('br');
      expect(header('content-type')).toMatch('text/javascript');
      expect(header('cache-control')).toMatch('max-age');
      expect(header('vary')).toBe('Accept-Encoding');
    });
    const other = await get('/static/main.1a2b.js', 'gzip');
    expect(other.text).toBe('as it is');
  });

  it.each([
    '/static/other.js',
    '/static/../main.1a2b.js',
    '/main.1a2b.js',
    '/',
  ])('leaves %s to the others', async path => {
    const { text, header } = await get(path, 'br');
    expect(header('content-encoding')).toBeNull();
    expect(text).toBe('as it is');
  });
});
