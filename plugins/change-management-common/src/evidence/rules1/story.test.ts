import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { commitB, digestB } from '../../testUtils/change';
import { honestStoryOfRules1 as honestStory } from '../../testUtils/honestStoryOfRules1';
import { StoryWriter } from '../../testUtils/StoryWriter';
import { StoryClaimId } from '../claims';
import { changeStory } from '../story';

const failed = (entries: LedgerEntry[]): StoryClaimId[] =>
  changeStory(entries)
    .claims.filter(claim => !claim.holds)
    .map(claim => claim.id);

/** The story with the data of one entry changed. */
function altered(
  type: string,
  change: object,
  { actor, nth = 0 }: { actor?: string; nth?: number } = {},
): LedgerEntry[] {
  let seen = 0;
  return honestStory().map(entry => {
    if (entry.type !== type || seen++ !== nth) return entry;
    return {
      ...entry,
      actor: actor ?? entry.actor,
      data: { ...(entry.data as object), ...change } as LedgerEntry['data'],
    };
  });
}

const without = (...types: string[]) =>
  honestStory().filter(entry => !types.includes(entry.type));

/** The story with an entry moved to just before the first of another type. */
function moved(type: string, before: string): LedgerEntry[] {
  const story = honestStory();
  const [entry] = story.splice(
    story.findIndex(e => e.type === type),
    1,
  );
  story.splice(
    story.findIndex(e => e.type === before),
    0,
    entry,
  );
  return story;
}

describe('changeStory by the first rules', () => {
  it('bears out every claim of an honest story', () => {
    const result = changeStory(honestStory());

    expect(result).toMatchObject({
      subject: 'CHG0000042',
      title: 'Raise the checkout database tier',
      state: 'closed',
      holds: true,
    });
    expect(result.claims.map(c => [c.id, c.holds])).toEqual([
      ['opened', true],
      ['readable', true],
      ['states', true],
      ['bound', true],
      ['duties', true],
      ['approved', true],
      ['gate', true],
      ['deployed', true],
      ['verdicts', true],
      ['closed', true],
    ]);
    for (const claim of result.claims) {
      expect(claim.entryIds.length).toBeGreaterThan(0);
    }
  });

  it('bears out a story that has not ended yet, at any point', () => {
    const story = honestStory();
    // In between the entries of one transaction a story may look unfinished, never false.
    for (let n = 1; n <= story.length; n++) {
      expect(failed(story.slice(0, n))).toEqual([]);
    }
  });

  it.each<[string, () => LedgerEntry[], StoryClaimId[]]>([
    [
      'the requester approved',
      () =>
        altered(
          'change.approved',
          { approver: 'user:default/dana' },
          { actor: 'user:default/dana' },
        ),
      ['duties'],
    ],
    [
      'somebody approved for the author of the plan',
      () => altered('change.approved', { onBehalfOf: 'user:default/paula' }),
      ['duties'],
    ],
    [
      'somebody else recorded the approval',
      () => altered('change.approved', {}, { actor: 'user:default/mallory' }),
      ['duties'],
    ],
    [
      'the approver became the implementer',
      () => altered('change.created', { implementer: 'user:default/olga' }),
      ['duties'],
    ],
    [
      'the approval is bound to another digest',
      () => altered('change.approved', { subjectDigest: digestB }),
      ['bound', 'approved', 'gate', 'deployed', 'verdicts', 'closed'],
    ],
    [
      'approval was asked for something else',
      () => altered('change.approval_requested', { subjectDigest: digestB }),
      ['bound'],
    ],
    [
      'the approval is missing',
      () => without('change.approved'),
      ['approved', 'gate', 'deployed', 'verdicts', 'closed'],
    ],
    [
      'the approval came after the deployment',
      () => moved('change.approved', 'change.closed'),
      ['approved', 'gate', 'deployed', 'verdicts'],
    ],
    [
      'the gate allowed before the approval',
      () => moved('gate.decided', 'change.approved'),
      ['gate'],
    ],
    [
      'the gate allowed another plan',
      () => altered('gate.decided', { planDigest: digestB }),
      ['gate'],
    ],
    [
      'the gate allowed another commit',
      () => altered('gate.decided', { commit: commitB }),
      ['gate'],
    ],
    [
      'the gate allowed outside the window',
      () => altered('gate.decided', { decidedAt: '2026-11-24T20:00:00.000Z' }),
      ['gate'],
    ],
    [
      'the gate had refused',
      () => altered('gate.decided', { decision: 'refuse' }),
      ['deployed', 'verdicts'],
    ],
    ['the gate was never asked', () => without('gate.decided'), ['gate']],
    [
      'another plan was deployed, and called authorised',
      () => altered('deployment.reported', { planDigest: digestB }),
      ['deployed', 'verdicts'],
    ],
    [
      'the deployment was late, and called authorised',
      () =>
        altered('deployment.reported', {
          finishedAt: '2026-11-25T03:00:00.000Z',
        }),
      ['deployed', 'verdicts'],
    ],
    [
      'a verdict was made worse',
      () => altered('deployment.reconciled', { verdict: 'unauthorised' }),
      ['verdicts'],
    ],
    [
      'the plan was exchanged after the approval',
      () => {
        const story = honestStory();
        const at = story.findIndex(e => e.type === 'gate.decided');
        const [edit] = new StoryWriter().write(
          'change.updated',
          'user:default/dana',
          '2026-11-22T10:00:00.000Z',
          {
            changes: [
              { field: 'environment', before: 'production', after: 'staging' },
            ],
            material: ['environment'],
          },
        ).entries;
        return [...story.slice(0, at), edit, ...story.slice(at)];
      },
      ['approved', 'gate', 'deployed', 'verdicts', 'closed'],
    ],
    [
      'a state was skipped',
      () => altered('change.transitioned', { to: 'scheduled' }, { nth: 0 }),
      ['states'],
    ],
    [
      'a step is missing',
      () => {
        const story = honestStory();
        story.splice(
          story.findIndex(e => e.type === 'change.transitioned'),
          1,
        );
        return story;
      },
      ['states'],
    ],
    [
      'it was closed without a review',
      () =>
        altered(
          'change.transitioned',
          { from: 'implement', to: 'closed', verb: 'close' },
          { nth: 4 },
        ),
      ['states', 'closed'],
    ],
    ['the opening is missing', () => without('change.created'), ['opened']],
    [
      'it is the opening of another change',
      () => altered('change.created', { number: 'CHG0000043' }),
      ['opened', 'bound', 'approved', 'gate', 'deployed', 'verdicts', 'closed'],
    ],
    [
      'an entry is about another change',
      () =>
        honestStory().map(e =>
          e.type === 'change.closed' ? { ...e, subject: 'CHG0000007' } : e,
        ),
      ['readable'],
    ],
    [
      'an entry is malformed',
      () => altered('change.closed', { code: 'splendid' }),
      ['readable'],
    ],
  ])('does not when %s', (_, story, claims) => {
    expect(failed(story())).toEqual(claims);
  });

  it('finds each entry that a failed claim fails by', () => {
    const story = altered('gate.decided', { planDigest: digestB });
    const gate = changeStory(story).claims.find(c => c.id === 'gate');
    expect(gate?.entryIds).toEqual([
      story.find(e => e.type === 'gate.decided')?.id,
    ]);
    expect(gate?.detail).toContain(digestB);
  });
});
