import { itemView } from '@countersign/plugin-governance-common';
import { approval } from '../__testUtils__/approvals';
import { configurationItem } from '../__testUtils__/items';
import { namedDuties } from '../facts';
import { approvalPoliciesSchema } from '../model';
import { PastChange, replayPolicies } from './replayPolicies';

const cab = 'group:default/cab';
const shop = 'group:default/shop';
const rae = 'user:default/rae';
const past = (
  fields: Partial<PastChange['change']> = {},
  implementer?: string,
): PastChange => ({
  change: {
    number: 'CHG0000001',
    title: 'Resize the database',
    type: 'normal',
    category: 'database',
    environment: 'production',
    requester: rae,
    approvalRound: 1,
    ...fields,
  },
  duties: namedDuties({ requester: rae, planAuthors: [], implementer }),
  items: [
    itemView(configurationItem('component:default/web', { owner: shop })),
  ],
  risk: { score: 40, level: 'moderate' },
  approvals: [approval('user:default/amara', shop)],
});
const current = approvalPoliciesSchema.parse([
  { name: 'owners', require: [{ ownersOf: 'items' }] },
]);

describe('replayPolicies', () => {
  it('finds no difference between a set and itself', () => {
    expect(replayPolicies(current, current, [past()])).toMatchObject({
      n: 1,
      differing: 0,
      rows: [{ differences: [], wouldHaveBeenMet: true }],
    });
  });

  it('says what a stricter draft would have asked, and that it was not met', () => {
    const draft = approvalPoliciesSchema.parse([
      {
        name: 'board',
        match: { 'change.environment': 'production' },
        require: [{ ownersOf: 'items', count: 2 }, { group: cab }],
      },
      ...current,
    ]);
    const staging = past({ number: 'CHG0000002', environment: 'staging' });
    const replay = replayPolicies(draft, current, [past(), staging]);
    expect(replay.differing).toBe(1);
    expect(replay.currentDigest).not.toBe(replay.draftDigest);
    expect(replay.rows[0]).toMatchObject({
      differences: [
        'Policy board would have applied, not owners.',
        `It would have needed 2 of ${shop}, not 1.`,
        `It would also have needed 1 of ${cab}.`,
      ],
      wouldHaveBeenMet: false,
    });
    expect(replay.rows[1].wouldHaveBeenMet).toBe(true);
  });

  it('says when the draft would have let nobody approve', () => {
    const draft = approvalPoliciesSchema.parse([
      {
        name: 'staging only',
        match: { 'change.environment': 'staging' },
        require: [],
      },
    ]);
    expect(replayPolicies(draft, current, [past()]).rows[0]).toMatchObject({
      differences: [
        'No policy of the draft matches: it would have been refused.',
      ],
      wouldHaveBeenMet: false,
    });
  });

  it('counts an approver for the groups the draft asks, when told who is in them', () => {
    const draft = approvalPoliciesSchema.parse([
      { name: 'board', require: [{ group: cab }] },
    ]);
    const membership = new Map([
      [cab, [{ user: 'user:default/amara', via: 'member' as const }]],
    ]);
    const met = (m?: typeof membership) =>
      replayPolicies(draft, current, [past()], m).rows[0].wouldHaveBeenMet;
    expect(met()).toBe(false);
    expect(met(membership)).toBe(true);
  });

  it('judges the policies in force over the same people', () => {
    const board = approvalPoliciesSchema.parse([
      { name: 'board', require: [{ group: cab }] },
    ]);
    const membership = new Map([
      [cab, [{ user: 'user:default/amara', via: 'member' as const }]],
    ]);
    expect(
      replayPolicies([], board, [past()], membership).rows[0],
    ).toMatchObject({ meetsCurrent: true, wouldHaveBeenMet: false });
  });

  it('does not count voided rounds, nor approvers the duty rules exclude', () => {
    const row = (p: PastChange) =>
      replayPolicies(current, current, [p]).rows[0].wouldHaveBeenMet;
    expect(row(past({ approvalRound: 2 }))).toBe(false);
    expect(row(past({}, 'user:default/amara'))).toBe(false);
  });
});
