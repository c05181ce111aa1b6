import { person, say } from '@countersign/plugin-governance-common';
import { approval } from '../__testUtils__/approvals';
import { namedDuties } from '../facts';
import { Approval, EligibleApprover } from '../model';
import { approvalOptions, requirementStatuses } from './overview';

const cab = 'group:default/cab';
const shop = 'group:default/shop';
const given = (approver: string, fields: Partial<Approval> = {}) =>
  approval(approver, cab, fields);

const candidates = new Map<string, EligibleApprover[]>([
  [
    cab,
    [
      { user: 'amara', via: 'member' },
      { user: 'oscar', via: 'member' },
      { user: 'bela', via: 'member' },
      { user: 'dana', via: 'delegate', onBehalfOf: 'amara' },
      { user: 'dana', via: 'delegate', onBehalfOf: 'oscar' },
    ],
  ],
]);

const look = (approvals: Approval[], count = 2) =>
  requirementStatuses({
    duties: namedDuties({
      requester: 'rae',
      planAuthors: ['pat'],
      implementer: 'oscar',
    }),
    requirements: [{ group: cab, count, reason: 'policy production' }],
    candidates,
    approvals,
  });

describe('requirementStatuses', () => {
  it('is satisfied when enough people approved', () => {
    const seen = look([given('amara'), given('bela')]);
    expect(seen).toMatchObject({
      satisfied: true,
      unsatisfiable: [],
      requirements: [{ satisfied: true, eligible: [] }],
    });
  });

  it.each([
    ['a rejection', given('bela', { decision: 'rejected' })],
    ['of the implementer', given('oscar')],
    ['of the requester, who claims the group', given('rae')],
    [
      'of a delegate of the implementer',
      given('dana', { onBehalfOf: 'oscar' }),
    ],
    ['of the same person again', given('amara')],
    [
      'of a delegate of one who approved',
      given('dana', { onBehalfOf: 'amara' }),
    ],
  ])('does not count a decision that is %s', (_, decision) => {
    const seen = look([given('amara'), decision]);
    expect(seen.satisfied).toBe(false);
    expect(seen.requirements[0].approvals.map(a => a.approver)).toEqual([
      'amara',
    ]);
  });

  it('stays unsatisfied while a rejection stands, however many approve', () => {
    const rejected = given('bela', { decision: 'rejected' });
    expect(look([given('amara'), rejected], 1).satisfied).toBe(false);
  });

  it('says who still can, and who may not by which duty', () => {
    const [{ eligible, excluded }] = look([given('bela')]).requirements;
    expect(eligible).toEqual([
      { user: 'amara', via: 'member' },
      { user: 'dana', via: 'delegate', onBehalfOf: 'amara' },
    ]);
    expect(excluded).toEqual([
      {
        user: 'oscar',
        reason: expect.stringContaining('the implementer'),
        reasonSegments: expect.arrayContaining([person('oscar')]),
      },
      {
        user: 'dana',
        reason: expect.stringContaining('act for oscar'),
        reasonSegments: expect.arrayContaining([
          person('dana'),
          person('oscar'),
        ]),
      },
    ]);
  });

  it('says so when the missing ones cannot be had', () => {
    expect(look([given('amara')], 3).unsatisfiable).toEqual([
      `needs 3 of ${cab}, but only amara and bela may approve: oscar is the implementer of it`,
    ]);
  });

  it('says of each approval that lapsed why it counts no more', () => {
    const [requirement] = look([
      given('left'),
      given('oscar'),
      given('dana', { onBehalfOf: 'gone' }),
      given('bela'),
    ]).requirements;
    expect(requirement.approvals.map(a => a.approver)).toEqual(['bela']);
    expect(requirement.lapsed).toEqual([
      {
        approver: 'left',
        reason: `left is not in ${cab} any more.`,
        reasonSegments: say`${person('left')} is not in ${person(
          cab,
        )} any more.`,
      },
      {
        approver: 'oscar',
        reason: expect.stringContaining('the implementer'),
        reasonSegments: expect.arrayContaining([person('oscar')]),
      },
      {
        approver: 'dana',
        reason: `gone is not in ${cab} any more.`,
        reasonSegments: say`${person('gone')} is not in ${person(
          cab,
        )} any more.`,
      },
    ]);
  });
});

describe('approvalOptions', () => {
  it('offers the own right before a delegated one, and what is missing first', () => {
    const requirement = {
      reason: '',
      count: 1,
      approvals: [],
      excluded: [],
    };
    const delegated: EligibleApprover = {
      user: 'amara',
      via: 'delegate',
      onBehalfOf: 'bela',
    };
    const own: EligibleApprover = { user: 'amara', via: 'member' };
    expect(
      approvalOptions(
        {
          requirements: [
            { ...requirement, group: cab, satisfied: true, eligible: [own] },
            {
              ...requirement,
              group: shop,
              satisfied: false,
              eligible: [delegated, own],
            },
          ],
        },
        'amara',
      ),
    ).toEqual([
      { group: shop },
      { group: shop, onBehalfOf: 'bela' },
      { group: cab },
    ]);
  });
});
