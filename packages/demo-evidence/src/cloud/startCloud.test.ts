import { startCloud } from './startCloud';

const size = {
  rows: 1,
  seed: 'larkspur',
  now: () => Date.parse('2026-11-27T00:00:00Z'),
};
const start = '2026-11-24T23:00:00.000Z';
const end = '2026-11-25T23:00:00.000Z';

describe("the demo's Google Cloud", () => {
  let cloud: Awaited<ReturnType<typeof startCloud>>;
  beforeAll(async () => {
    cloud = await startCloud({ host: '127.0.0.1', port: 0 }, size);
  });
  afterAll(() => cloud.stop());

  const ask = async (path: string, body?: object) => {
    const response = await fetch(`http://127.0.0.1:${cloud.port}${path}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };

  it('gives the errors of a time page by page, each once', async () => {
    const filter = `timestamp >= "${start}" AND timestamp < "${end}" AND severity >= ERROR`;
    const ids: string[] = [];
    let pages = 0;
    for (let pageToken = ''; pages < 20; ) {
      const { body } = await ask('/v2/entries:list', { filter, pageToken });
      pages += 1;
      for (const { insertId, timestamp, severity } of body.entries) {
        ids.push(insertId);
        expect(severity).toBe('ERROR');
        expect(timestamp >= start && timestamp < end).toBe(true);
      }
      pageToken = body.nextPageToken ?? '';
      if (!pageToken) break;
    }
    expect(pages).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(50);
  });

  it('gives a series of points a service, one a page', async () => {
    const metric = encodeURIComponent(
      'metric.type = "custom.googleapis.com/uptime/passed"',
    );
    const path = `/v3/projects/larkspur-prod/timeSeries?filter=${metric}&interval.startTime=${start}&interval.endTime=${end}`;
    const first = await ask(path);
    const [{ points, metric: told }] = first.body.timeSeries;
    expect(told.labels).toEqual({ service: 'checkout-api' });
    expect(points).toHaveLength(24 * 60);
    const second = await ask(`${path}&pageToken=${first.body.nextPageToken}`);
    expect(second.body.timeSeries[0].metric.labels).not.toEqual(told.labels);
  });

  it.each([
    ['/v2/entries:list', { filter: 'severity >= DEBUG' }, 400, /understands/],
    ['/v3/projects/p/timeSeries?filter=x', undefined, 400, /has the metric/],
    ['/v2/logs', undefined, 404, /no such API/],
  ])('refuses %s %j with what is wrong', async (path, body, code, said) => {
    const answer = await ask(path, body);
    expect(answer.status).toBe(code);
    expect(answer.body.error.message).toMatch(said);
  });
});
