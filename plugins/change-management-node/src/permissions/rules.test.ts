import { changeRequestConditions, changeRequestRules } from './rules';

const change = {
  requester: 'user:default/dana',
  implementer: undefined,
  planAuthors: [],
  itemOwners: ['group:default/checkout', 'group:default/data-platform'],
  approverGroups: ['group:default/change-advisory-board'],
};

describe('change request rules', () => {
  it.each([
    ['isRequester', ['user:default/dana'], true],
    ['isRequester', ['user:default/oscar'], false],
    ['isImplementer', ['user:default/dana'], false],
    ['isOwnerOfCi', ['user:default/x', 'group:default/data-platform'], true],
    ['isOwnerOfCi', ['group:default/security'], false],
    ['inApproverGroup', ['group:default/change-advisory-board'], true],
    ['inApproverGroup', [], false],
  ] as const)('%s with claims %j is %s', (rule, claims, expected) => {
    expect(
      changeRequestRules[rule].apply(change, { claims: [...claims] }),
    ).toBe(expected);
  });

  it('gives policy authors conditions that name plugin, rule and claims', () => {
    expect(
      changeRequestConditions.isOwnerOfCi({ claims: ['group:default/a'] }),
    ).toEqual({
      rule: 'IS_OWNER_OF_CI',
      resourceType: 'change-request',
      params: { claims: ['group:default/a'] },
    });
  });
});
