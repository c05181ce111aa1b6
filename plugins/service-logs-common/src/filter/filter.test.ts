import fc from 'fast-check';
import { readLine } from '../model/readLine';
import { literalOf } from './literalOf';
import { matcherOf, numberOf } from './matchFilter';
import { parseFilter } from './parseFilter';

function filterOf(text: string) {
  const parsed = parseFilter(text);
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  return parsed.filter;
}

const line = JSON.stringify({
  severity: 'ERROR',
  time: '2026-11-27T10:00:00Z',
  message: 'Connection reset by db-1',
  httpRequest: { status: 503, latency: '0.120s', tags: ['slow', 'paid'] },
  'log.origin': { file: 'a.ts' },
  user: 'Ada',
  password: 'hunter2',
  'logging.googleapis.com/trace': 'projects/p/traces/4bf9',
});
const entry = readLine(line);

describe('a filter', () => {
  it.each([
    '',
    'reset',
    'RESET db-1',
    '"connection reset"',
    'severity>=ERROR',
    'severity=error',
    'severity>WARN severity<FATAL',
    'severity=17',
    'httpRequest.status=503',
    'httpRequest.status>=500 AND httpRequest.status<600',
    'httpRequest.latency>0.1',
    'httpRequest.latency>100ms',
    'httpRequest.tags=paid',
    'log.origin.file:A.T',
    '"log.origin.file"=a.ts',
    'user!=ben',
    'nobody!=ben',
    'body=~"db-\\\\d$"',
    'body!~"db-[2-9]"',
    'traceId=4bf9',
    'user:*',
    'NOT timeout',
    '-timeout -user=ben',
    'timeout OR reset',
    '(timeout OR reset) user=Ada',
    'timeout OR reset user=Ada',
    'NOT (timeout OR refused)',
    '503',
    'timestamp>="2026-11-27T09:00:00Z"',
  ])('%s finds the entry', text => {
    expect(matcherOf(filterOf(text))(entry)).toBe(true);
  });

  it.each([
    'timeout',
    'severity<ERROR',
    'severity=WARN',
    'httpRequest.status=504',
    'httpRequest.status<500',
    'user=ada',
    'missing:*',
    'missing>5',
    '-reset',
    'timeout OR refused',
    'reset (timeout OR refused)',
    // What is masked is found by no question.
    'hunter2',
    'password=hunter2',
    'password:hunt',
    'password=~"^h"',
  ])('%s does not', text => {
    expect(matcherOf(filterOf(text))(entry)).toBe(false);
  });

  it('tells nothing of a secret by what it leaves out, either', () => {
    for (const text of [
      '-hunter2',
      '-hunter3',
      'password!=hunter2',
      'password!~"^h"',
    ]) {
      expect(matcherOf(filterOf(text))(entry)).toBe(true);
    }
  });

  it.each([
    ['(a OR b', 0, 1, 'not closed'],
    ['a)', 1, 2, 'No bracket is open'],
    ['user="ada', 5, 9, 'quote is not closed'],
    ['user=', 0, 5, 'Write a value behind user='],
    ['status:(500 OR 503)', 0, 7, 'status:a OR status:b'],
    ['=5', 0, 1, 'field before ='],
    ['a OR', 4, 5, 'what to look for'],
    ['severity>=EROR', 10, 14, 'Did you mean'],
    ['body=~"("', 6, 9, 'RE2'],
    ['user = ada', 5, 6, 'without a blank'],
    ['x'.repeat(2_001), 2_000, 2_001, '2000 characters'],
    ['('.repeat(30), 21, 22, '20 deep'],
  ])('%s is refused where it is wrong', (text, from, to, said) => {
    const parsed = parseFilter(text);
    expect(parsed).toEqual({
      problem: {
        from,
        to,
        message: expect.stringMatching(
          new RegExp(said.replace(/[()]/g, '.'), 'i'),
        ),
      },
    });
  });

  const terms = fc.oneof(
    fc.constantFrom(
      'reset',
      'timeout',
      '"connection reset"',
      'severity>=WARN',
      'severity=ERROR',
      'user=Ada',
      'user:a',
      'httpRequest.status>500',
      'hunter2',
      'body:db-1',
    ),
  );
  const filters = fc.letrec<{ filter: string }>(tie => ({
    filter: fc.oneof(
      { depthSize: 'small' },
      terms,
      fc.tuple(tie('filter'), tie('filter')).map(([a, b]) => `(${a} OR ${b})`),
      fc.tuple(tie('filter'), tie('filter')).map(([a, b]) => `(${a} AND ${b})`),
      tie('filter').map(a => `NOT (${a})`),
    ),
  })).filter;

  it('means what its words say, however they are nested', () => {
    const holds = (text: string) => matcherOf(filterOf(text))(entry);
    fc.assert(
      fc.property(filters, filters, (a, b) => {
        expect(holds(`(${a}) (${b})`)).toBe(holds(a) && holds(b));
        expect(holds(`(${a}) OR (${b})`)).toBe(holds(a) || holds(b));
        expect(holds(`-(${a})`)).toBe(!holds(a));
      }),
    );
  });

  it('needs a text that every line has that it finds', () => {
    fc.assert(
      fc.property(filters, text => {
        const filter = filterOf(text);
        const literal = literalOf(filter);
        const isFound = literal !== undefined && matcherOf(filter)(entry);
        expect(!isFound || line.toLowerCase().includes(literal)).toBe(true);
      }),
    );
    expect(literalOf(filterOf('severity>=ERROR "Connection reset" a'))).toBe(
      'connection reset',
    );
    expect(literalOf(filterOf('a OR "connection reset"'))).toBeUndefined();
  });

  it('is read or refused, whatever was typed, and never fails', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...'ab"\\()=:<>!~- ORAND'.split('')),
          maxLength: 40,
        }),
        text => {
          const parsed = parseFilter(text);
          const isFine =
            'problem' in parsed
              ? parsed.problem.from >= 0 &&
                parsed.problem.to >= parsed.problem.from
              : typeof matcherOf(parsed.filter)(entry) === 'boolean';
          expect(isFine).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

it('takes durations as seconds', () => {
  expect(
    ['0.120s', '120ms', '5', '-1.5', '5 apples', ''].map(numberOf),
  ).toEqual([0.12, 0.12, 5, -1.5, undefined, undefined]);
});
