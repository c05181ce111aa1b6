import { anEmergency, conflict } from '../__testUtils__/tales';
import { changeStory } from '../evidence';
import { changesRequestedOf, dutyOf } from '../facts';
import { dana, ivan, presented, RefusedError, Tale } from '../testUtils/Tale';
import { approvers, olga, otto, owners, world } from '../testUtils/world';
import { actionStates } from './actions';
import { checkApprovals } from './checks';
import { decideGate } from './goAhead';
import { nextStep } from './nextStep';

const cab = 'group:default/cab';
const cora = 'user:default/cora';
/** Two groups are asked, and each has two members. */
const twoGroups = world({
  policies: [
    {
      name: 'Owners and the board',
      require: [
        { ownersOf: 'items', count: 1 },
        { group: cab, count: 1 },
      ],
    },
  ],
  approversOf: approvers({ [owners]: [olga, otto], [cab]: [cora] }),
});
const asked = (of = twoGroups) => new Tale({}, { world: of }).submit();
const at = (hour: number) => `2026-11-21T${hour}:00:00.000Z`;

const state = ({ facts }: Tale) => facts.state;
const holds = ({ entries }: Tale) =>
  changeStory(entries).claims.filter(claim => !claim.holds);

describe('a request for changes', () => {
  it('voids nothing: what others approved stands, and they can go on', () => {
    const tale = asked().approve(at(10), olga).requestChanges(at(11), cora);
    expect(tale.facts.decisions.map(d => d.approver)).toEqual([olga]);
    expect(tale.facts.round).toBe(1);
    expect(holds(tale)).toEqual([]);
  });

  it('keeps a change whose approvals are complete from going ahead', () => {
    const tale = asked()
      .requestChanges(at(10), olga, 'Say how it is backed out.')
      .approve(at(11), otto)
      .approve(at(12), cora);
    expect(state(tale)).toBe('authorize');
    const inside = tale.worldAt('2026-11-24T21:05:00.000Z');
    expect(decideGate(tale.facts, inside, presented).decision).toBe('refuse');
    expect(checkApprovals(tale.facts, inside)).toMatchObject({
      passed: false,
      detail: `${olga} requested changes: “Say how it is backed out.”`,
      remedy: expect.stringContaining(`have ${olga} approve it`),
    });
    expect(() => tale.start()).toThrow(RefusedError);
    expect(holds(tale)).toEqual([]);
  });

  it('ends when the one who made it approves', () => {
    const tale = asked()
      .requestChanges(at(10), olga)
      .approve(at(11), cora)
      .approve(at(12), olga);
    expect(state(tale)).toBe('scheduled');
    expect(changesRequestedOf(tale.facts)).toEqual([]);
    expect(holds(tale)).toEqual([]);
  });

  it('ends when it is withdrawn, and what was complete but for it goes on', () => {
    const tale = asked()
      .requestChanges(at(10), olga)
      .approve(at(11), otto)
      .approve(at(12), cora)
      .withdrawRequest(at(13), olga);
    expect(state(tale)).toBe('scheduled');
    expect(tale.facts.approvedAt).toBe(at(13));
    expect(holds(tale)).toEqual([]);
  });

  it('is withdrawn by nobody else, and that of another stands', () => {
    const tale = asked().requestChanges(at(10), olga).approve(at(11), otto);
    tale.requestChanges(at(12), cora);
    expect(() => tale.withdrawRequest(at(13), otto)).toThrow(
      'You request no changes',
    );
    tale.withdrawRequest(at(14), olga);
    expect(changesRequestedOf(tale.facts).map(r => r.approver)).toEqual([cora]);
    expect(state(tale)).toBe('authorize');
  });

  it('ends with an edit of what is approved, which asks everybody anew', () => {
    const tale = asked().requestChanges(at(10), olga).edit(at(11), dana, {
      field: 'backoutPlan',
      before: null,
      after: 'Restore the snapshot.',
    });
    expect(changesRequestedOf(tale.facts)).toEqual([]);
    expect(tale.facts.round).toBe(2);
  });

  it('outlives an edit of nothing that is approved', () => {
    const tale = asked()
      .requestChanges(at(10), olga)
      .edit(at(11), dana, { field: 'implementer', before: null, after: ivan });
    expect(changesRequestedOf(tale.facts)).toHaveLength(1);
  });

  it('ends with a rejection and with a cancellation', () => {
    const rejected = asked().requestChanges(at(10), olga).reject(at(11), cora);
    const canceled = asked().requestChanges(at(10), olga).cancel(at(11));
    expect(changesRequestedOf(rejected.facts)).toEqual([]);
    expect(changesRequestedOf(canceled.facts)).toEqual([]);
    expect(holds(canceled)).toEqual([]);
  });

  it('is made once by each, and by none who decided', () => {
    const once = asked().requestChanges(at(10), olga);
    expect(() => once.requestChanges(at(11), olga)).toThrow('already');
    const approved = asked().approve(at(10), olga);
    expect(() => approved.requestChanges(at(11), olga)).toThrow('already');
  });

  it('is made by those who may approve, and by nobody with a hand in it', () => {
    for (const who of [dana, ivan, 'user:default/mara']) {
      expect(() => asked().requestChanges(at(10), who)).toThrow(RefusedError);
    }
  });

  it('gives nobody a hand: who made it can still approve', () => {
    const tale = asked().requestChanges(at(10), olga);
    expect(dutyOf(tale.facts, olga)).toBeUndefined();
    expect(() => tale.approve(at(11), olga)).not.toThrow();
  });

  it('keeps no emergency from starting, as a missing approval does not, and is answered for afterwards', () => {
    const tale = anEmergency().requestChanges('2026-11-24T21:01:00.000Z', olga);
    tale.start('2026-11-24T21:02:00.000Z', ivan);
    expect(state(tale)).toBe('implement');
    for (const late of [olga, cora]) {
      expect(() =>
        tale.requestChanges('2026-11-24T21:03:00.000Z', late),
      ).toThrow(RefusedError);
    }
    expect(() =>
      tale.withdrawRequest('2026-11-24T21:04:00.000Z', olga),
    ).toThrow(RefusedError);
    expect(changesRequestedOf(tale.facts)).toHaveLength(1);
    expect(tale.facts.approvedAt).toBeUndefined();
    tale.approve('2026-11-25T08:00:00.000Z', olga);
    expect(changesRequestedOf(tale.facts)).toEqual([]);
    expect(tale.facts.approvedAt).toBeDefined();
    expect(holds(tale)).toEqual([]);
  });

  it('ends with the acceptance of a conflict, which asks anew', () => {
    const tale = new Tale({}, { world: world() })
      .submit()
      .requestChanges(at(10), olga);
    tale.world = world({ conflicts: [conflict] });
    tale.accept(at(11), dana, conflict.key);
    expect(changesRequestedOf(tale.facts)).toEqual([]);
  });

  it('is what is next, for the requester', () => {
    const tale = asked().requestChanges(at(10), olga, 'Shorten the window.');
    const { facts } = tale;
    expect(nextStep(facts, tale.world)).toMatchObject({
      text: 'Changes requested',
      verb: 'edit',
      who: expect.arrayContaining([dana]),
      conditions: expect.arrayContaining([
        expect.objectContaining({
          text: `${olga} requested changes.`,
          mendedBy: ['edit', 'approve'],
        }),
      ]),
    });
    const actions = actionStates(facts, tale.world, {
      user: olga,
      by: 'person',
      permitted: {
        update: true,
        comment: true,
        approve: true,
        implement: true,
        emergency: true,
      },
    });
    const allowed = actions.filter(a => a.allowed).map(a => a.verb);
    expect(allowed).toEqual(
      expect.arrayContaining(['approve', 'reject', 'withdraw-request']),
    );
    expect(allowed).not.toContain('request-changes');
  });
});

describe('a forged record', () => {
  it('that goes ahead over a request is not proven', () => {
    const tale = asked(world()).requestChanges(at(10), olga);
    const relied = tale.relies(at(11));
    tale.write('change.approved', otto, at(11), {
      approvalId: 'a',
      round: 1,
      group: owners,
      approver: otto,
      subjectDigest: tale.facts.asked!.subjectDigest,
      completes: true,
      relied,
    });
    expect(holds(tale).map(claim => claim.id)).toEqual(['approved']);
  });

  it.each([
    ['of somebody who is not asked', 'user:default/mara', 'bound'],
    ['of one with a hand in it', dana, 'duties'],
  ])('with a request %s is not proven', (_, who, claim) => {
    const tale = asked(world());
    const relied = tale.relies(at(10));
    tale.write('change.changes_requested', who, at(10), {
      requestId: 'r',
      round: 1,
      group: owners,
      approver: who,
      comment: 'No.',
      subjectDigest: tale.facts.asked!.subjectDigest,
      relied,
    });
    expect(holds(tale).map(c => c.id)).toEqual([claim]);
  });
});
