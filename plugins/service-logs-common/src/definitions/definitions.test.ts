import { readDefinitions } from './readDefinitions';

const entity = 'component:default/checkout-api';
const metric = (spec: string) => `apiVersion: countersign.dev/v1
kind: LogMetric
metadata: { name: slow-answers }
spec:
  entity: ${entity}
${spec}`;

describe('a file of definitions', () => {
  it('has queries and metrics, one a document', () => {
    const { queries, metrics, problems } =
      readDefinitions(`apiVersion: countersign.dev/v1
kind: LogQuery
metadata: { name: errors, title: Errors of the last hour }
spec:
  entity: ${entity}
  filter: severity>=ERROR
  minutes: 60
---
${metric('  type: counter\n  filter: severity>=ERROR')}
---
${metric(
  '  type: distribution\n  value: httpRequest.latency\n  unit: s\n  buckets: [0.1, 0.3, 1]',
)}
`);
    expect(problems).toEqual([]);
    expect(queries.map(({ spec }) => spec.filter)).toEqual(['severity>=ERROR']);
    expect(metrics.map(({ spec }) => spec.type)).toEqual([
      'counter',
      'distribution',
    ]);
  });

  it.each([
    [metric('  type: gauge'), 6, 'spec.type'],
    [
      metric('  type: distribution\n  value: a\n  buckets: [2, 1]'),
      8,
      'above the one before',
    ],
    [metric('  type: counter\n  fliter: x'), 4, 'fliter'],
    ['kind: Pod', 1, 'LogQuery or LogMetric'],
    ['a: [', 1, ''],
    [
      `---\n${metric('  type: counter')}\n---\nkind: LogQuery\nspec: 5`,
      11,
      'spec',
    ],
  ])('says on which line it is wrong: %#', (text, line, said) => {
    const { problems } = readDefinitions(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.map(each => each.message).join('; ')).toContain(said);
    expect(problems.some(each => Math.abs(each.line - line) <= 1)).toBe(true);
  });
});
