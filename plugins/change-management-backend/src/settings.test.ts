import { mockServices } from '@backstage/backend-test-utils';
import {
  matchPolicy,
  RiskLevel,
} from '@countersign/plugin-change-management-common';
import { readSettings } from './settings';

const settings = (changeManagement: object) =>
  readSettings(
    mockServices.rootConfig({
      data: JSON.parse(JSON.stringify({ changeManagement })),
    }),
  );

const policyMatching = (match: object) => ({
  approvalPolicies: [{ name: 'a', match, require: [] }],
});
const templateWith = (fields: object) => ({
  standardChangeTemplates: [
    { id: 't', title: 'Restart', category: 'software', ...fields },
  ],
});

describe('readSettings', () => {
  it('asks the owners when no policy is configured', () => {
    const { policies, emergencyGraceMs } = settings({});
    expect(policies.policies).toMatchObject([
      { name: 'default', require: [{ ownersOf: 'items', count: 1 }] },
    ]);
    expect(emergencyGraceMs).toBe(24 * 3600 * 1000);
  });

  it('asks an advisory board as well where it is named, in the environment that matters most', () => {
    const board = 'group:default/reviewers';
    const { policies } = settings({
      advisoryBoard: board,
      environments: ['live', 'test'],
    }).policies;
    const policyOf = (type: string, level: RiskLevel, tier?: string) =>
      matchPolicy(policies, {
        change: {
          type,
          category: 'software',
          environment: 'live',
          requester: 'user:default/dana',
          destroys: 0,
          replaces: 0,
          hasPlan: false,
          reliabilityFix: false,
        },
        risk: { score: 50, level },
        items: [
          {
            entityRef: 'component:default/checkout',
            kind: 'Component',
            tier,
            soxScope: false,
            stateful: false,
          },
        ],
      })?.require;
    const owners = { ownersOf: 'items', count: 1 };
    expect(policyOf('normal', 'low')).toEqual([owners]);
    expect(policyOf('normal', 'low', 'tier-1')).toEqual([
      owners,
      { group: board, count: 1 },
    ]);
    expect(policyOf('normal', 'very_high')).toEqual([
      owners,
      { group: board, count: 2 },
    ]);
    expect(policyOf('emergency', 'low')).toEqual([{ group: board, count: 1 }]);
    expect(() => settings({ advisoryBoard: 'user:default/ada' })).toThrow(
      /changeManagement\.advisoryBoard: must be a group/,
    );
  });

  it('names the path of what is wrong', () => {
    expect(() =>
      settings({
        approvalPolicies: [
          { name: 'a', require: [] },
          { name: 'b', require: [{ group: 'not a ref', count: 1 }] },
        ],
      }),
    ).toThrow(/changeManagement\.approvalPolicies\[1\]\.require\[0\]/);
    expect(() =>
      settings({ approvalPolicies: [{ name: 'a', require: [], typo: 1 }] }),
    ).toThrow(/approvalPolicies\[0\].*typo/);
    expect(() => settings({ timeZone: 'Mars/Olympus' })).toThrow(
      /changeManagement\.timeZone: must be an IANA zone/,
    );
  });

  it.each([
    [
      { approvalPolicys: [] },
      /changeManagement: there is no approvalPolicys \(did you mean approvalPolicies\?\)/,
    ],
    [
      { approvalPolicies: [{ name: 'a', requires: [], require: [] }] },
      /approvalPolicies\[0\]: there is no requires \(did you mean require\?\)/,
    ],
    [
      {
        approvalPolicies: [{ name: 'a', require: [{ gruop: 'b', count: 1 }] }],
      },
      /require\[0\]: there is no gruop \(did you mean group\?\)/,
    ],
    [
      { approvalPolicies: [{ name: 'a', require: [{ group: 'board' }] }] },
      /require\[0\]\.group: must be a full entity reference/,
    ],
    [
      { approvalPolicies: [{ name: 'a', require: [{ count: 2 }] }] },
      /require\[0\]: must have either group/,
    ],
    [
      {
        approvalPolicies: [
          { name: 'all', require: [] },
          { name: 'strict', match: { 'risk.level': 'high' }, require: [] },
        ],
      },
      /approvalPolicies\[1\]: strict never applies: all before it matches/,
    ],
    [
      policyMatching({ 'change.environment': 'prodution' }),
      /approvalPolicies\[0\]\.match\.change\.environment: .*did you mean production\?/,
    ],
    [
      policyMatching({ $all: [{ items: { $contains: { soxScop: true } } }] }),
      /match\.\$all\[0\]\.items\.\$contains\.soxScop: .*did you mean soxScope\?/,
    ],
    [
      policyMatching({ items: { $contains: { kind: 'Cluster' } } }),
      /match\.items\.\$contains\.kind: is never "Cluster"/,
    ],
    [
      templateWith({ match: { stateful: 'false' } }),
      /standardChangeTemplates\[0\]\.match\.stateful: must be true or false/,
    ],
    [
      templateWith({ environments: ['prod'] }),
      /standardChangeTemplates\[0\]\.environments: there is no prod; it is one/,
    ],
    [
      templateWith({ category: 'softwares' }),
      /standardChangeTemplates\[0\]\.category/,
    ],
    [
      templateWith({ maxrisk: 'low' }),
      /there is no maxrisk \(did you mean maxRisk\?\)/,
    ],
    [{ emergencyApprovalWithin: { hours: 0 } }, /emergencyApprovalWithin/],
    [{ environments: ['qa', 'qa'] }, /environments must be unique/],
  ])('refuses what would apply to nothing, %j', (wrong, message) => {
    expect(() => settings(wrong)).toThrow(message);
  });

  it('knows the environments and kinds that are configured', () => {
    const { policies, itemKinds } = settings({
      ...policyMatching({
        'change.environment': 'qa',
        items: { $contains: { kind: 'cluster' } },
      }),
      environments: ['qa'],
      itemKinds: ['Cluster'],
    });
    expect(policies.policies).toHaveLength(1);
    expect(itemKinds).toEqual(['Cluster']);
  });

  it('knows a policy set and a template by digests that any edit changes', () => {
    const template = { id: 't', title: 'Restart', category: 'software' };
    const a = settings({ standardChangeTemplates: [template] });
    const b = settings({
      standardChangeTemplates: [{ ...template, maxRisk: 'moderate' }],
    });
    expect(a.templates[0].digest).not.toBe(b.templates[0].digest);
    expect(a.policies.digest).toBe(b.policies.digest);
  });
});
