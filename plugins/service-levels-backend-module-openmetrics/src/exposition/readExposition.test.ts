import fc from 'fast-check';
import { Counter, Histogram, Registry } from 'prom-client';
import { readExposition } from './readExposition';
import { readSample } from './readSample';

const read = (text: string, names: string[], openMetrics = false) =>
  readExposition(text, new Set(names), { openMetrics });

describe('a line', () => {
  const escaped = (value: string) =>
    value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n');
  const label = fc.stringMatching(/^[a-z_][a-z0-9_]{0,6}$/);

  it('is read as it was written, whatever is in its labels', () => {
    const sample = fc.record({
      name: fc.stringMatching(/^[a-z_:][a-z0-9_:]{0,9}$/),
      labels: fc.dictionary(label, fc.string(), {
        maxKeys: 4,
        noNullPrototype: true,
      }),
      // Nobody writes a zero with its sign.
      value: fc.double().map(value => (value === 0 ? 0 : value)),
    });
    fc.assert(
      fc.property(sample, fc.constantFrom('', ' '), (given, blank) => {
        const labels = Object.entries(given.labels)
          .map(([name, value]) => `${name}${blank}=${blank}"${escaped(value)}"`)
          .join(`,${blank}`);
        const value = String(given.value).replace('Infinity', 'Inf');
        const line = `${given.name}{${labels}} ${value}`;
        const found = readSample(line);
        expect({ ...found, labels: { ...found?.labels } }).toEqual({
          ...given,
          labels: { ...given.labels },
        });
      }),
    );
  });

  it.each([
    ['x 1', { value: 1 }],
    ['x{} 1 1700000000000', { value: 1, timestamp: 1_700_000_000_000 }],
    ['x{a="1",} +Inf', { value: Infinity }],
    ['x 2 # {trace="a b"} 0.5 1.7', { value: 2 }],
    ['x{a="} # {"} 2', { labels: { a: '} # {' } }],
    ['{"my.metric",a="1"} 3', { name: 'my.metric', value: 3 }],
    ['x{"a.b"="1"} 3', { labels: { 'a.b': '1' } }],
    ['x NaN', { value: NaN }],
  ])('%p is a sample', (line, expected) => {
    expect(readSample(line)).toMatchObject(expected);
  });

  it.each([
    'x',
    'x one',
    'x{a=1} 1',
    'x{a="1} 1',
    'x{a="1",a="2"} 1',
    'x 1 2 3',
    'x{a="1"b="2"} 1',
    '{} 1',
    'x 0x1',
  ])('%p is none', line => expect(readSample(line)).toBeUndefined());
});

describe('a page', () => {
  it('of the usual client library is read, series by series', async () => {
    const registry = new Registry();
    const requests = new Counter({
      name: 'requests_total',
      help: 'A "help"\nof two lines',
      labelNames: ['path'],
      registers: [registry],
    });
    const times = new Histogram({
      name: 'times',
      help: 'x',
      buckets: [0.3, 0.5],
      registers: [registry],
    });
    requests.inc({ path: 'a"b\\c\nd' }, 3);
    times.observe(0.4);
    const { samples, types } = read(await registry.metrics(), [
      'requests_total',
      'times_bucket',
    ]);
    expect(samples.get('requests_total')).toMatchObject([
      { labels: { path: 'a"b\\c\nd' }, value: 3 },
    ]);
    expect(
      samples
        .get('times_bucket')
        ?.map(({ labels, value }) => [labels.le, value]),
    ).toEqual([
      ['0.3', 0],
      ['0.5', 1],
      ['+Inf', 1],
    ]);
    expect(types.get('times')).toBe('histogram');
  });

  it.each([
    ['x 1', false, 'ends within a line'],
    ['x 1\n', true, 'before # EOF'],
    ['x 1\n# EOF\ny 2\n', true, 'Line 3 stands after the end'],
    ['y 1\nx{a="} 1\n', false, 'Line 2, a sample of x, cannot be read'],
    ['<html>\n</html>\n', false, 'There are no metrics'],
  ])('like %p is refused', (text, openMetrics, message) => {
    expect(() => read(text, ['x'], openMetrics)).toThrow(message);
  });

  it('may have lines that are wrong about what nobody asks for', () => {
    const { samples } = read('other{ 1\nx 1\n', ['x']);
    expect(samples.get('x')).toHaveLength(1);
    expect(read('', ['x']).samples.size).toBe(0);
  });
});
