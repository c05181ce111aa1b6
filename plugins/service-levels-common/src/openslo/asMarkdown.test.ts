import { definitionsAsMarkdown } from './asMarkdown';
import { readDefinitions } from './readDefinitions';

const slo = (fields: { name?: string; runbook?: string } = {}) => `
apiVersion: openslo/v1
kind: SLO
metadata:
  name: shop-answers
  displayName: ${fields.name ?? 'Orders are answered'}
  annotations:
    countersign.dev/runbook: ${
      fields.runbook ?? '/docs/default/component/shop/slow'
    }
spec:
  service: shop
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 30d, isRolling: true }]
  objectives: [{ target: 0.999 }]
  indicator:
    metadata: { name: shop-answers }
    spec:
      ratioMetric:
        counter: true
        bad:
          metricSource:
            metricSourceRef: prometheus
            spec: { query: 'requests_total{code=~"5..|429"}' }
        total:
          metricSource:
            metricSourceRef: prometheus
            spec: { query: requests_total }
---
apiVersion: openslo/v1
kind: DataSource
metadata: { name: prometheus }
spec: { type: prometheus }
`;
const service = `
apiVersion: openslo/v1
kind: Service
metadata:
  name: shop
  displayName: The shop
  annotations: { countersign.dev/component: component:default/shop }
spec: {}
`;
const written = (text: string) =>
  definitionsAsMarkdown([{ file: 'slo/shop.yaml', text }]);

describe('definitions as a page', () => {
  it('says what is promised, what that allows, how it is measured and what to do', () => {
    const { markdown, problems } = written(`${service}---${slo()}`);
    expect(problems).toEqual([]);
    expect(markdown).toContain(
      '**The shop**, promised by `component:default/shop`',
    );
    expect(markdown).toContain(
      '| Orders are answered (`shop-answers`) | 99.9 % | the last 30 days | 0.1 % of the events, as much as 43 min 12 s of total failure | [open](</docs/default/component/shop/slow>) |',
    );
    expect(markdown).toContain(
      'bad `requests_total{code=~"5..\\|429"}` of `requests_total`',
    );
    expect(markdown).toContain('Written in `slo/shop.yaml`.');
  });

  it('leaves no mark of Markdown in the words of a definition', () => {
    const { markdown } = written(slo({ name: `'[a](data:b) | <b>**c**</b>'` }));
    expect(markdown).toContain(
      '\\[a\\](data:b) \\| \\<b\\>\\*\\*c\\*\\*\\</b\\>',
    );
  });

  it('tells what is wrong with a file instead of hiding it', () => {
    const { markdown, problems } = written('kind: SLO');
    expect(markdown).toBe('');
    expect(problems).toMatchObject([
      { file: 'slo/shop.yaml', rule: 'version' },
    ]);
  });
});

describe('the runbook of an objective', () => {
  const runbookIn = (runbook: string) => {
    const { objectives, problems } = readDefinitions([
      { file: 'a.yaml', text: slo({ runbook }) },
    ]);
    return {
      runbook: objectives[0].runbook,
      rules: problems.map(({ rule }) => rule),
    };
  };

  it.each(['/docs/default/component/shop/slow', 'https://wiki.example/slow'])(
    'is a page of the portal or an address: %s',
    runbook => {
      expect(runbookIn(runbook)).toEqual({ runbook, rules: [] });
    },
  );

  it.each([
    '//elsewhere.example/slow',
    '/\\elsewhere.example',
    'data:text/html,x',
    'https://me:secret@wiki.example/slow',
    'the wiki',
  ])('is left out, with a warning, where it is no page: %s', runbook => {
    expect(runbookIn(JSON.stringify(runbook))).toEqual({
      runbook: undefined,
      rules: ['runbook'],
    });
  });
});
