import fc from 'fast-check';
import { approval } from '../__testUtils__/approvals';
import { EligibleApprover } from '../model';
import { countApprovals } from './countApprovals';

const members = (...users: string[]): EligibleApprover[] =>
  users.map(user => ({ user, via: 'member' }));
const approvers = (counted: { approver: string }[][]) =>
  counted.map(list => list.map(a => a.approver));

describe('countApprovals', () => {
  it('counts an approver of two groups where they are needed, whatever group they named', () => {
    const candidates = new Map([
      ['cab', members('amara', 'bela')],
      ['shop', members('amara')],
    ]);
    const counted = countApprovals(
      [
        { group: 'cab', count: 1 },
        { group: 'shop', count: 1 },
      ],
      [approval('amara', 'cab'), approval('bela', 'cab')],
      candidates,
    );
    expect(approvers(counted)).toEqual([['bela'], ['amara']]);
  });

  it('counts a person once, though they approved for two groups', () => {
    const counted = countApprovals(
      [
        { group: 'cab', count: 1 },
        { group: 'shop', count: 1 },
      ],
      [approval('amara', 'cab'), approval('amara', 'shop')],
      new Map([
        ['cab', members('amara')],
        ['shop', members('amara')],
      ]),
    );
    expect(counted.flat()).toHaveLength(1);
  });

  it('counts a right once: the member, not their delegate as well', () => {
    const counted = countApprovals(
      [{ group: 'cab', count: 2 }],
      [
        approval('dana', 'cab', { onBehalfOf: 'amara' }),
        approval('amara', 'cab'),
      ],
      new Map([['cab', members('amara', 'dana')]]),
    );
    expect(approvers(counted)).toEqual([['amara']]);
  });

  it('counts a hand once: a delegate of two members', () => {
    const counted = countApprovals(
      [{ group: 'cab', count: 2 }],
      [
        approval('dana', 'cab', { onBehalfOf: 'amara' }),
        approval('dana', 'cab', { onBehalfOf: 'bela' }),
      ],
      new Map([['cab', members('amara', 'bela')]]),
    );
    expect(counted.flat()).toHaveLength(1);
  });

  it('does not carry a delegated right over to a group where there is none', () => {
    const counted = countApprovals(
      [{ group: 'shop', count: 1 }],
      [approval('dana', 'cab', { onBehalfOf: 'amara' })],
      new Map([['shop', members('dana')]]),
    );
    expect(counted).toEqual([[]]);
  });

  it.each([
    ['the giver', approval('amara', 'cab')],
    [
      'whoever delegated to the giver',
      approval('bela', 'cab', { onBehalfOf: 'amara' }),
    ],
  ])('counts no more once %s has left the group', (_, given) => {
    const counted = (...now: string[]) =>
      countApprovals(
        [{ group: 'cab', count: 1 }],
        [given],
        new Map([['cab', members(...now)]]),
      ).flat().length;
    expect(counted('amara', 'bela')).toBe(1);
    expect(counted('bela')).toBe(0);
  });

  it('never loses a place to one more approval, in any order', () => {
    const groups = ['g0', 'g1', 'g2'];
    const users = ['a', 'b', 'c', 'd'];
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 2 }), {
          minLength: 3,
          maxLength: 3,
        }),
        fc.array(
          fc.tuple(fc.constantFrom(...users), fc.constantFrom(...groups)),
          { minLength: 1, maxLength: 6 },
        ),
        fc.array(fc.subarray(users), { minLength: 3, maxLength: 3 }),
        (counts, given, memberships) => {
          const requirements = groups.map((group, i) => ({
            group,
            count: counts[i],
          }));
          const candidates = new Map(
            groups.map((g, i) => [g, members(...memberships[i])]),
          );
          const approvals = given.map(([u, g]) => approval(u, g));
          const filled = (some: typeof approvals) =>
            countApprovals(requirements, some, candidates).flat().length;
          const all = filled(approvals);
          expect(filled(approvals.slice(1))).toBeLessThanOrEqual(all);
          expect(filled([...approvals].reverse())).toBe(all);
        },
      ),
    );
  });
});
