import { mockServices } from '@backstage/backend-test-utils';
import { readSettings } from './settings';

const settings = (changeManagement: object) =>
  readSettings(
    mockServices.rootConfig({
      data: JSON.parse(JSON.stringify({ changeManagement })),
    }),
  );

describe('readSettings', () => {
  it('asks the owners when no policy is configured', () => {
    const { policies, emergencyGraceMs } = settings({});
    expect(policies.policies).toMatchObject([
      { name: 'default', require: [{ ownersOf: 'items', count: 1 }] },
    ]);
    expect(emergencyGraceMs).toBe(24 * 3600 * 1000);
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
