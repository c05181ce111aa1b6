import {
  closeSync,
  fstatSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import {
  readLine,
  severityClass,
  severityClasses,
} from '@countersign/plugin-service-logs-common';
import { BLOCK_BYTES, classOf, scanLine, summarize } from './scan';

const times = fc.oneof(
  fc
    .date({
      min: new Date('1971-01-01'),
      max: new Date('2099-01-01'),
      noInvalidDate: true,
    })
    .map(at => at.toISOString()),
  fc.constantFrom(
    '2026-11-27T10:00:00Z',
    '2026-11-27 10:00:00,5',
    '2026-11-27T11:00:00.123456789+01:00',
    '2026-02-30T10:00:00Z',
    '2026-13-01T10:00:00Z',
    'yesterday',
    '2026-11-27T24:00:00Z',
  ),
  fc.constantFrom(
    1764237600,
    1764237600.5,
    1764237600123,
    1764237600123456,
    '1764237600000000000',
    5,
    null,
    {},
  ),
);
const severities = fc.constantFrom(
  'INFO',
  'warning',
  'Error',
  'INFO3',
  'loud',
  '',
  10,
  30,
  60,
  17,
  24,
  99,
  -1,
  null,
  ['ERROR'],
);
const member = fc.oneof(
  fc.tuple(fc.constantFrom('time', 'timestamp', '@timestamp', 'ts'), times),
  fc.tuple(
    fc.constantFrom(
      'severity',
      'level',
      'severityNumber',
      'log.level',
      'severityText',
      'lvl',
    ),
    severities,
  ),
  fc.tuple(fc.string({ minLength: 1 }), fc.jsonValue({ maxDepth: 2 })),
  fc.tuple(
    fc.constant('message'),
    fc.constantFrom(
      '"time":"2020-01-01T00:00:00Z"',
      'a\\',
      '{"level":60}',
      '}{][,":',
    ),
  ),
);
const record = fc.array(member, { maxLength: 8 }).map(members => {
  const line = JSON.stringify(Object.fromEntries(members));
  return /^\{"?\d+"?:/.test(line) ? '{}' : line;
});
const text = fc.constantFrom(
  '2026-11-27 10:00:00,123 ERROR [main] gone',
  '[2026-11-27T10:00:00+01:00] warn: slow',
  '(2026-11-27T10:00:00Z) level=info x',
  'no time at all',
  '2026-99-27 10:00:00 odd',
);

describe('a line that is scanned', () => {
  it('says the same as one that is read', () => {
    fc.assert(
      fc.property(fc.oneof(record, text), line => {
        const bytes = Buffer.from(line);
        const { at, severity } = scanLine(bytes, 0, bytes.length);
        const { timestamp, severityNumber } = readLine(line);
        expect(Number.isNaN(at) ? undefined : new Date(at).toISOString()).toBe(
          timestamp,
        );
        expect(severity).toBe(severityNumber);
        expect(severityClasses[classOf(severity)]).toBe(
          severityClass(severityNumber),
        );
      }),
      { numRuns: 3_000 },
    );
  });

  it('is scanned to its end wherever it is cut off', () => {
    fc.assert(
      fc.property(
        fc.oneof(record, fc.string({ unit: 'binary' })),
        fc.nat(),
        (line, n) => {
          const bytes = Buffer.from(line);
          const { severity } = scanLine(bytes, 0, n % (bytes.length + 1));
          expect(severity).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('what the blocks of a file hold', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'scan-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['json', 'text', 'lines'] as const)(
    'is the same however it is divided: %s',
    shape => {
      const file = path.join(folder, shape);
      const line = (i: number) =>
        shape === 'json'
          ? JSON.stringify({
              time: new Date(1764237600000 + i * 50).toISOString(),
              level: i % 3 ? 30 : 50,
              pad: 'x'.repeat(i % 977),
            })
          : `2026-11-27 10:00:${String(i % 60).padStart(
              2,
              '0',
            )} INFO ${'x'.repeat(i % 977)}${
              shape === 'text' && i % 5 === 0 ? '\n  more' : ''
            }`;
      const count = 9_000;
      writeFileSync(
        file,
        Array.from(
          { length: count },
          (_, i) => `${line(i)}${i % 11 === 0 ? '\r' : ''}\n`,
        ).join(''),
      );
      const fd = openSync(file, 'r');
      try {
        const { size } = fstatSync(fd);
        const job = { fd, size, shape, otherwiseAt: 1764237600000 };
        const whole = summarize({ ...job, from: 0, to: size });
        const parts = Array.from(
          { length: Math.ceil(size / BLOCK_BYTES) },
          (_, i) =>
            summarize({
              ...job,
              from: i * BLOCK_BYTES,
              to: Math.min((i + 1) * BLOCK_BYTES, size),
            }),
        ).flat();
        expect(parts).toEqual(whole);
        expect(whole.length).toBeGreaterThan(3);
        expect(whole.reduce((sum, { entries }) => sum + entries, 0)).toBe(
          count,
        );
      } finally {
        closeSync(fd);
      }
    },
  );
});
