import { startService } from '@countersign/plugin-compliance-evidence-node/testUtils';
import { taken } from '../__testUtils__/taken';
import { loggingSources } from './loggingSource';
import { monitoringSources } from './monitoringSource';

const at = '2026-09-30T22:00:17Z';

describe('a source whose service is emulated', () => {
  let service: Awaited<ReturnType<typeof startService>>;
  const asked: string[] = [];
  beforeAll(async () => {
    service = await startService((request, response, body) => {
      asked.push(`${request.method} ${request.url} ${body}`);
      const answer = request.url!.startsWith('/v2/entries:list')
        ? {
            entries: [
              {
                insertId: 'e1',
                timestamp: at,
                severity: 'ERROR',
                jsonPayload: { code: 'LIMIT' },
              },
            ],
          }
        : {
            timeSeries: [
              {
                metric: { type: 'x/passed', labels: { service: 'pay' } },
                points: [
                  { interval: { endTime: at }, value: { boolValue: true } },
                ],
              },
            ],
          };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
  });
  afterAll(() => service.stop());

  it("is asked by Google's own client, without credentials, and answers as over gRPC", async () => {
    const emulator = service.url.replace('http://', '');
    const logs = await taken(
      loggingSources(),
      { resources: ['projects/larkspur-test'], emulator },
      'timestamp >= ${from}',
      { from: at },
    );
    expect(logs.records).toEqual([
      {
        insertId: 'e1',
        timestamp: at,
        severity: 'ERROR',
        jsonPayload: { code: 'LIMIT' },
      },
    ]);
    const points = await taken(
      monitoringSources(),
      { project: 'larkspur-test', emulator },
      'filter: metric.type = "x/passed"\nfrom: ${from}\nto: ${to}',
      { from: '2026-09-30T22:00:00Z', to: '2026-10-01T22:00:00Z' },
    );
    expect(points.records).toMatchObject([
      {
        metric: { type: 'x/passed', labels: { service: 'pay' } },
        point: { endTime: at, value: true },
      },
    ]);
    expect(asked).toEqual([
      expect.stringMatching(/^POST \/v2\/entries:list.*timestamp >= /),
      expect.stringMatching(/^GET \/v3\/projects\/larkspur-test\/timeSeries/),
    ]);
  });

  it.each(['http://127.0.0.1:1', '127.0.0.1', 'x:port'])(
    'is no emulator at %s',
    async emulator => {
      await expect(
        taken(monitoringSources(), { project: 'larkspur-test', emulator }, ''),
      ).rejects.toThrow(/must be a host with a port/);
    },
  );
});
