import { AreaPages } from '@countersign/plugin-governance-node';
import { evidenceInSearch } from './evidenceInSearch';

const evidence = {
  listReports: async () => ({
    items: [
      {
        ...{ name: 'access-review', title: 'Who may do what' },
        ...{ description: 'Every quarter.', owner: 'group:default/audit' },
      },
    ],
  }),
  listRuns: async () => ({
    items: [
      {
        ...{ number: 'RUN0000007', title: 'Who may do what' },
        ...{ report: 'access-review', state: 'completed' },
        requestedBy: 'user:default/ada',
      },
    ],
  }),
};

describe('evidence in search', () => {
  it('is found by reports and runs, of which each reader finds those that they may read', async () => {
    const pages = new AreaPages({
      ...{ path: '/evidence', baseUrl: '' },
      folders: { RUN: 'runs' },
    });
    const found: [string, string | undefined, object[]][] = [];
    for (const collatorOf of evidenceInSearch(evidence as never, pages)) {
      const factory = collatorOf({
        of: async refs =>
          new Map(refs.map(ref => [ref, `the ${ref.split('/').at(-1)}`])),
      });
      const all: object[] = [];
      for await (const document of await factory.getCollator())
        all.push(document);
      found.push([factory.type, factory.visibilityPermission?.name, all]);
    }
    expect(found).toEqual([
      [
        'compliance-report',
        'compliance-evidence.report.read',
        [
          {
            title: 'Who may do what',
            text: 'Every quarter. · access-review · the audit',
            location: '/evidence/reports/access-review',
          },
        ],
      ],
      [
        'evidence-run',
        'compliance-evidence.run.read',
        [
          {
            ...{ number: 'RUN0000007', state: 'completed' },
            title: 'RUN0000007: Who may do what',
            text: 'access-review · the ada',
            location: '/evidence/runs/RUN0000007',
            authorization: { resourceRef: 'RUN0000007' },
          },
        ],
      ],
    ]);
  });
});
