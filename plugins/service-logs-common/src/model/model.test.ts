import fc from 'fast-check';
import { LONGEST_BODY } from './entry';
import { readLine } from './readLine';
import { severityClass, severityNumber } from './severity';
import { shown } from './shown';

describe('a line that is read', () => {
  it('of the demo service, as Cloud Logging takes it', () => {
    expect(
      readLine(
        JSON.stringify({
          severity: 'WARNING',
          time: '2026-11-27T10:00:00.123Z',
          message: 'GET /users 404',
          httpRequest: { status: 404 },
          'logging.googleapis.com/trace': 'projects/larkspur-prod/traces/4bf9',
        }),
      ),
    ).toEqual({
      timestamp: '2026-11-27T10:00:00.123Z',
      severityNumber: 13,
      severityText: 'WARNING',
      body: 'GET /users 404',
      attributes: { httpRequest: { status: 404 } },
      traceId: '4bf9',
    });
  });

  it.each([
    ['pino', { level: 50, time: 1764237600000, msg: 'no', pid: 7 }, 17],
    ['zap', { level: 'error', ts: 1764237600, msg: 'no', pid: 7 }, 17],
    [
      'ECS',
      {
        '@timestamp': '2025-11-27T10:00:00Z',
        'log.level': 'ERROR',
        message: 'no',
        pid: 7,
      },
      17,
    ],
    [
      'OpenTelemetry',
      {
        timestamp: '1764237600000000000',
        severityNumber: 17,
        body: 'no',
        attributes: { pid: 7 },
      },
      17,
    ],
    [
      'pino that traces',
      { level: 10, time: 1764237600000, msg: 'no', pid: 7 },
      1,
    ],
  ])('of %s', (_logger, record, severity) => {
    expect(readLine(JSON.stringify(record))).toMatchObject({
      timestamp: '2025-11-27T10:00:00.000Z',
      severityNumber: severity,
      body: 'no',
      attributes: { pid: 7 },
    });
  });

  it.each([
    [
      '2026-11-27 10:00:00,123 ERROR [main] gone',
      '2026-11-27T10:00:00.123Z',
      17,
      'ERROR [main] gone',
    ],
    [
      '[2026-11-27T11:00:00+01:00] warn: slow\n  at a.js:1',
      '2026-11-27T10:00:00.000Z',
      13,
      'warn: slow\n  at a.js:1',
    ],
    ['just words', undefined, 0, 'just words'],
    [
      '2026-99-99 10:00:00 no such day',
      undefined,
      0,
      '2026-99-99 10:00:00 no such day',
    ],
  ])('of plain text: %j', (line, timestamp, severityNumberOf, body) => {
    expect(readLine(line)).toEqual(
      expect.objectContaining({
        ...(timestamp && { timestamp }),
        severityNumber: severityNumberOf,
        body,
      }),
    );
  });

  it('that is cut off is shown as far as it goes, at the time that was found in it', () => {
    expect(readLine('{"time":"2026-11-27T10:00:00Z","mess', 1000)).toEqual({
      timestamp: '1970-01-01T00:00:01.000Z',
      severityNumber: 0,
      body: '{"time":"2026-11-27T10:00:00Z","mess',
      attributes: {},
      cutOff: true,
    });
  });

  it('whatever it is, without half a character', () => {
    const json = fc
      .jsonValue({ maxDepth: 3 })
      .map(value => JSON.stringify({ value }));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), json), line => {
        const text = JSON.stringify(shown(readLine(line)));
        expect(text).not.toMatch(/\\ud[89a-f]/);
      }),
    );
    expect(readLine('{"msg":"a\\ud800b"}').body).toBe('a\uFFFDb');
  });
});

it('tells severities apart by the numbers of OpenTelemetry', () => {
  expect(
    ['info', 'INFO2', 'Warning', 'crit', 'PANIC', 'loud'].map(severityNumber),
  ).toEqual([9, 10, 13, 18, 21, undefined]);
  expect([0, 1, 5, 9, 13, 17, 20, 21, 24].map(severityClass)).toEqual([
    'default',
    'debug',
    'debug',
    'info',
    'warn',
    'error',
    'error',
    'fatal',
    'fatal',
  ]);
});

describe('what is shown of an entry', () => {
  const entry = readLine(
    JSON.stringify({
      msg: 'login password=hunter2 ok',
      apiKey: 'k1',
      user: 'ada',
    }),
  );

  it('has no secrets in it', () => {
    expect(shown(entry)).toMatchObject({
      body: 'login password=(sensitive value) ok',
      attributes: { apiKey: '(sensitive value)', user: 'ada' },
    });
  });

  it('is not longer than anybody reads, and no secret shows where it is cut', () => {
    const long = readLine(
      JSON.stringify({
        msg: `${'x '.repeat(LONGEST_BODY / 2 - 5)}password=${'hunter2'.repeat(
          9,
        )}`,
        many: Array.from({ length: 2_000 }, (_, i) => i),
      }),
    );
    const { body, attributes, truncated } = shown(long);
    expect(truncated).toBe(true);
    expect(body.length).toBeLessThanOrEqual(LONGEST_BODY + 1);
    expect(body).not.toContain('hunter');
    expect((attributes.many as unknown[]).length).toBeLessThan(500);
  });
});
