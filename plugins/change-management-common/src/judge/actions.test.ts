import fc from 'fast-check';
import { played, plays } from '../__testUtils__/play';
import { anEmergency, conflict } from '../__testUtils__/tales';
import { Facts } from '../facts';
import { ChangeVerb } from '../api/requests';
import { change } from '../testUtils/change';
import { approvedFacts, factsOf } from '../testUtils/facts';
import { dana, ivan, Tale } from '../testUtils/Tale';
import { approvers, olga, otto, owners, world } from '../testUtils/world';
import { actionStates, ActionReader, verbPermissions } from './actions';
import { nextStep } from './nextStep';
import { World } from './world';

const permitted = {
  update: true,
  comment: true,
  approve: true,
  implement: true,
  emergency: true,
};

const look = (
  facts: Facts,
  verb: ChangeVerb | 'edit',
  reader: Partial<ActionReader> = {},
  of: World = world(),
) =>
  actionStates(facts, of, {
    user: dana,
    by: 'person',
    permitted,
    ...reader,
  }).find(a => a.verb === verb)!;
const waiting = () => new Tale().submit().facts;

/** The change as its fields show the facts. */
const changeOf = (facts: Facts) =>
  change({
    state: facts.state,
    type: facts.type,
    requester: facts.requester,
    implementer: facts.implementer,
    window: facts.content.window,
  });

describe('actionStates', () => {
  it('offers approval to the eligible, and tells the others why not', () => {
    expect(look(waiting(), 'approve', { user: olga })).toEqual({
      verb: 'approve',
      allowed: true,
    });
    expect(look(waiting(), 'approve')).toMatchObject({
      allowed: false,
      guard: 'duty',
      message: expect.stringContaining('is the requester of'),
    });
    expect(
      look(waiting(), 'approve', { user: 'user:default/nobody' }),
    ).toMatchObject({
      guard: 'approvers',
      remedy: `Ask a member of ${owners}.`,
    });
    expect(look(approvedFacts(), 'approve', { user: otto })).toMatchObject({
      guard: 'state',
    });
  });

  it('warns those who would lose their say by having a hand in it', () => {
    expect(look(waiting(), 'edit', { user: olga }).warning).toContain(
      'one of those asked to approve',
    );
    expect(
      look(approvedFacts(), 'edit', { user: olga }).warning,
    ).toBeUndefined();
    expect(look(waiting(), 'edit').warning).toBeUndefined();
    expect(look(waiting(), 'comment', { user: olga }).warning).toBeUndefined();
  });

  it('needs the permission for the verb, and for an emergency', () => {
    const without = (name: keyof typeof permitted) => ({
      permitted: { ...permitted, [name]: false },
    });
    expect(look(factsOf(), 'submit', without('update'))).toMatchObject({
      guard: 'permission',
    });
    expect(look(factsOf(), 'submit', without('emergency')).allowed).toBe(true);
    const { facts } = anEmergency();
    expect(look(facts, 'start', { user: ivan }).allowed).toBe(true);
    expect(
      look(facts, 'start', { user: ivan, ...without('emergency') }),
    ).toMatchObject({ guard: 'permission' });
  });

  it('offers to accept a conflict where there is one', () => {
    const inConflict = world({ conflicts: [conflict] });
    expect(look(factsOf(), 'accept-conflict').guard).toBe('conflicts');
    expect(look(factsOf(), 'accept-conflict', {}, inConflict).allowed).toBe(
      true,
    );
    const frozen = world({ conflicts: [{ ...conflict, acceptable: false }] });
    expect(look(factsOf(), 'accept-conflict', {}, frozen).guard).toBe(
      'conflicts',
    );
  });

  it('answers for every verb at any time, each refusal with what would satisfy it', () => {
    fc.assert(
      fc.property(plays, play => {
        played(play, ({ facts }, move) => {
          const of = { ...move.around, at: facts.at };
          const states = actionStates(facts, of, {
            user: move.user,
            by: 'person',
            permitted,
          });
          expect(states.map(s => s.verb)).toEqual(
            verbPermissions.map(([v]) => v),
          );
          for (const action of states.filter(a => !a.allowed)) {
            expect(action.message).toBeTruthy();
            expect(action.remedy).toBeTruthy();
          }
          const { who, text } = nextStep(changeOf(facts), facts, of);
          expect(text).toBeTruthy();
          expect(who.every(w => w.startsWith('user:'))).toBe(true);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('nextStep', () => {
  const step = (facts: Facts, of = world()) =>
    nextStep(changeOf(facts), facts, of);

  it('names the verb that takes it, and who can', () => {
    expect(step(factsOf())).toMatchObject({ verb: 'submit', who: [dana] });
    expect(step(waiting())).toMatchObject({
      verb: 'approve',
      who: [olga, otto],
    });
    expect(step(approvedFacts())).toMatchObject({ verb: 'start', who: [ivan] });
    expect(step(Tale.approved().start().facts)).toMatchObject({
      verb: 'complete',
    });
    expect(step(Tale.approved().start().complete().facts)).toMatchObject({
      verb: 'close',
    });
    expect(
      step(Tale.approved().hold('2026-11-22T10:00:00.000Z').facts),
    ).toMatchObject({ verb: 'resume' });
    const early = world({ at: '2026-11-22T10:00:00.000Z' });
    expect(step(approvedFacts(), early).verb).toBeUndefined();
  });

  it('asks for approval anew where those who gave it count no more', () => {
    const left = world({ approversOf: approvers({ [owners]: [otto] }) });
    expect(step(approvedFacts(), left)).toMatchObject({ verb: 'authorize' });
    expect(step(Tale.approved().start().facts, left)).toMatchObject({
      verb: 'complete',
    });
  });
});
