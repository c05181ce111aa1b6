import fc from 'fast-check';
import {
  compare,
  readTolerance,
  Tolerance,
  toleranceWords,
  unmeetable,
} from '.';

function toleranceOf(value: unknown): Exclude<Tolerance, { kind: 'probe' }> {
  const read = readTolerance(value);
  if (!('tolerance' in read)) throw new Error(JSON.stringify(read.problems));
  if (read.tolerance.kind === 'probe') throw new Error('a probe');
  return read.tolerance;
}

const page = { status: 204, headers: {}, body: { total: 3, items: [1, 2] } };
const process = { status: 0, stdout: '10.234', stderr: '' };

describe('a tolerance', () => {
  it.each<[unknown, unknown, boolean, string]>([
    [204, page, true, 'status'],
    [200, page, false, 'status'],
    [[200, 299], page, true, 'status'],
    [[200, 201, 202], page, false, 'status'],
    [[1, 10000], page, true, 'status'],
    // Chaos Toolkit compares the exit status, whatever was printed.
    [[0, 1], process, true, 'exit status'],
    [
      { type: 'range', target: 'stdout', range: [10, 11] },
      process,
      true,
      'stdout',
    ],
    [{ type: 'range', target: 'body', range: [1, 9] }, page, false, 'body'],
    [
      { type: 'regex', target: 'stdout', pattern: '^10\\.' },
      process,
      true,
      'stdout',
    ],
    [
      { type: 'jsonpath', target: 'body', path: '$.total', expect: 3 },
      page,
      true,
      '$.total of body',
    ],
    [
      { type: 'jsonpath', target: 'body', path: '$.items[*]', count: 2 },
      page,
      true,
      '$.items[*] of body',
    ],
    [
      { type: 'jsonpath', path: '$.body.none' },
      page,
      false,
      '$.body.none of output',
    ],
    [true, true, true, 'output'],
  ])('%j of %j', (value, output, met, what) => {
    expect(compare(toleranceOf(value), output)).toMatchObject({ met, what });
  });

  it('that nobody can meet is told before anything runs', () => {
    const cases: [unknown, 'http' | 'process', RegExp][] = [
      [[9, 1], 'http', /from 9 down to 1/],
      [[], 'http', /empty list/],
      [true, 'http', /HTTP status/],
      ['ok', 'process', /exit status/],
      [42, 'http', /from 100 to 599/],
      [[1000, 2000], 'http', /target: body/],
      [{ type: 'regex', pattern: 'x' }, 'http', /must name what it looks at/],
      [{ type: 'range', target: 'bdy', range: [1, 2] }, 'http', /target/],
    ];
    for (const [value, provider, why] of cases) {
      expect(unmeetable(toleranceOf(value), provider)).toMatch(why);
    }
  });

  it('is never called unmeetable where some status meets it', () => {
    const ends = fc.integer({ min: -50, max: 700 });
    fc.assert(
      fc.property(
        fc.oneof(ends, fc.tuple(ends, ends), fc.array(ends, { minLength: 3 })),
        value => {
          const tolerance = toleranceOf(value);
          const statuses = Array.from({ length: 500 }, (_, i) => 100 + i);
          const some = statuses.some(
            status => compare(tolerance, { status, body: '' }).met,
          );
          expect(unmeetable(tolerance, 'http') === undefined).toBe(some);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('with a pattern takes time that grows with the text and no faster', () => {
    const body = `${'a'.repeat(50_000)}!`;
    const tolerance = toleranceOf({
      type: 'regex',
      target: 'body',
      pattern: '^(a+)+$',
    });
    expect(compare(tolerance, { status: 200, body }).met).toBe(false);
  });

  it.each<[unknown, 'http' | 'process' | 'python', string]>([
    [200, 'http', 'the status is 200'],
    [[200, 299], 'http', 'the status is from 200 to 299'],
    [[200, 204, 304], 'http', 'the status is 200 or 204 or 304'],
    [0, 'process', 'the exit status is 0'],
    [true, 'python', 'the output is true'],
    [
      { type: 'range', target: 'p95', range: [0, 0.5] },
      'http',
      'the p95 is at most 0.5',
    ],
    [
      { type: 'regex', target: 'body', pattern: '^ok' },
      'http',
      'the body matches ^ok',
    ],
    [
      { type: 'jsonpath', target: 'body', path: '$.items[*]', count: 0 },
      'http',
      'the body has nothing at $.items[*]',
    ],
    [
      { type: 'jsonpath', target: 'body', path: '$.state', expect: 'up' },
      'http',
      'the body has up at $.state',
    ],
    [
      { type: 'jsonpath', path: '$.state' },
      'python',
      'the output has something at $.state',
    ],
  ])('%j of a probe by %s is said as: %s', (written, provider, words) => {
    expect(toleranceWords(toleranceOf(written), provider)).toBe(words);
  });
});
