import fc from 'fast-check';
import { played, plays } from '../__testUtils__/play';
import { anEmergency, conflict } from '../__testUtils__/tales';
import { Facts } from '../facts';
import { ChangeVerb } from '../api/requests';
import { approvedFacts, factsOf } from '../testUtils/facts';
import { dana, ivan, Tale } from '../testUtils/Tale';
import { olga, otto, owners, world } from '../testUtils/world';
import { actionStates, ActionReader, verbPermissions } from './actions';
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
        });
      }),
      { numRuns: 60 },
    );
  });
});
