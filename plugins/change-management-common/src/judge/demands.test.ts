import fc from 'fast-check';
import {
  anEmergency,
  fromTemplate,
  templatedWorld,
} from '../__testUtils__/tales';
import { changeStory } from '../evidence';
import { GateDemand } from '../model';
import { dana, pipeline, presented, Tale } from '../testUtils/Tale';
import { approvers, olga, otto, owners, world } from '../testUtils/world';
import { mayDeploy, mayStart } from './goAhead';
import { nextStep } from './nextStep';
import { standingOf } from './standing';
import { materialDifferences } from './verbs/edit';

const sre = 'group:default/sre';
const sara = 'user:default/sara';
const until = '2026-12-01T08:00:00.000Z';
const inWindow = '2026-11-24T22:00:00.000Z';

const demand = (fields: Partial<GateDemand> = {}): GateDemand => ({
  source: 'error-budget',
  title: 'Error budget',
  allows: 'any',
  text: 'The error budget of checkout is spent.',
  require: [],
  ...fields,
});
const restricted = demand({ allows: 'reliability', until });
const demanding = (...demands: GateDemand[]) =>
  world({
    demands,
    approversOf: approvers({ [owners]: [olga, otto], [sre]: [sara] }),
  });
const failing = (tale: Tale, at = inWindow) =>
  mayDeploy(tale.facts, tale.worldAt(at), presented)
    .filter(({ passed }) => !passed)
    .map(({ id }) => id);

describe('what another area demands', () => {
  it('is no question of the gate where nothing is demanded', () => {
    const tale = Tale.approved();
    const ids = mayDeploy(tale.facts, world(), presented).map(({ id }) => id);
    expect(ids).not.toContain('demands');
  });

  it('keeps a change from going ahead that is neither a reliability fix nor an emergency, and says until when', () => {
    const tale = Tale.approved();
    tale.world = demanding(restricted);
    expect(failing(tale)).toEqual(['demands']);
    expect(nextStep(tale.facts, tale.worldAt(inWindow))).toMatchObject({
      verb: 'start',
      conditions: [
        {
          id: 'demands:error-budget',
          text: 'The error budget of checkout is spent.',
          remedy: expect.stringContaining('reliability fix'),
          mendedBy: ['edit'],
          at: until,
        },
      ],
    });
    const emergency = anEmergency();
    emergency.world = demanding(restricted);
    expect(
      mayStart(emergency.facts, emergency.worldAt(inWindow)).find(
        ({ id }) => id === 'demands',
      ),
    ).toMatchObject({ passed: true });
  });

  it('lets a reliability fix through once somebody approved that it is one', () => {
    const fix = new Tale(
      { reliabilityFix: true },
      { world: demanding(restricted) },
    ).submit();
    expect(failing(fix)).toEqual(['state', 'approvals']);
    fix.approve();
    expect(failing(fix)).toEqual([]);

    // By policies that ask nobody, nobody has said that it is one.
    const claimed = Tale.approved({ reliabilityFix: true });
    claimed.world = {
      ...demanding(restricted),
      policies: [{ name: 'Nobody', require: [] }],
    };
    const facts = { ...claimed.facts, decisions: [] };
    expect(
      mayDeploy(facts, claimed.worldAt(inWindow), presented).filter(
        ({ passed }) => !passed,
      ),
    ).toEqual([expect.objectContaining({ id: 'demands' })]);
  });

  it('is approved with the change: saying it afterwards voids the approvals', () => {
    const tale = Tale.approved();
    const after = (reliabilityFix: boolean | undefined) => ({
      ...tale.facts,
      content: { ...tale.facts.content, reliabilityFix },
    });
    expect(materialDifferences(tale.facts, after(true))).toEqual([
      'whether it is a reliability fix',
    ]);
    // What is no fix reads as it did before there were any.
    expect(materialDifferences(tale.facts, after(false))).toEqual([]);
    expect(
      mayDeploy(after(true), demanding(restricted), presented).filter(
        ({ passed }) => !passed,
      ),
    ).toEqual([expect.objectContaining({ id: 'approvals' })]);
  });

  it('adds approvals to those that the policies ask for, also of the same people', () => {
    const tale = Tale.approved();
    tale.world = demanding(demand({ require: [{ group: sre, count: 1 }] }));
    expect(failing(tale)).toEqual(['approvals']);
    tale.world = demanding(
      demand({ require: [{ ownersOf: 'items', count: 1 }] }),
    );
    expect(
      standingOf(tale.facts, tale.worldAt(inWindow))?.requirements,
    ).toMatchObject([{ group: owners, count: 2, satisfied: false }]);
    expect(failing(tale)).toEqual(['approvals']);
    tale
      .authorize('2026-11-22T10:00:00.000Z')
      .approve('2026-11-22T11:00:00.000Z', olga)
      .approve('2026-11-22T12:00:00.000Z', otto);
    expect(failing(tale)).toEqual([]);
  });

  it('does not let a standard change pass that would need one more approval, nor one that calls itself a fix', () => {
    const tale = new Tale(fromTemplate, { world: templatedWorld }).submit();
    const ids = (facts: Tale['facts'], demands: GateDemand[]) =>
      mayDeploy(facts, { ...templatedWorld, demands, at: inWindow }, {})
        .filter(({ passed }) => !passed)
        .map(({ id }) => id);
    expect(
      ids(tale.facts, [demand({ require: [{ group: sre, count: 1 }] })]),
    ).toContain('demands');
    const claims = {
      ...tale.facts,
      content: { ...tale.facts.content, reliabilityFix: true },
    };
    expect(ids(claims, [restricted])).toContain('policy');
  });

  it('never lets more through, whatever is demanded', () => {
    const demands = fc.array(
      fc.record({
        allows: fc.constantFrom('any' as const, 'reliability' as const),
        require: fc.subarray([
          { group: sre, count: 1 },
          { ownersOf: 'items' as const, count: 1 },
        ]),
      }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(demands, fc.boolean(), (fields, reliabilityFix) => {
        const tale = Tale.approved({ reliabilityFix });
        const before = failing(tale);
        tale.world = demanding(
          ...fields.map((each, i) => demand({ ...each, source: `s${i}` })),
        );
        expect(failing(tale)).toEqual(expect.arrayContaining(before));
      }),
    );
  });

  it('is on record with the decision: a gate that let through what was barred is found out', () => {
    const honest = Tale.approved();
    honest.world = demanding(restricted);
    honest.gate(inWindow);
    expect(changeStory(honest.entries).holds).toBe(true);
    expect(honest.entries.at(-1)?.data).toMatchObject({ decision: 'refuse' });

    const forged = Tale.approved();
    forged.world = demanding(restricted);
    forged.write('gate.decided', pipeline, inWindow, {
      id: 'forged',
      decision: 'allow',
      checks: [],
      decidedAt: inWindow,
      askedBy: dana,
      ...presented,
      relied: forged.relies(inWindow),
    });
    expect(
      changeStory(forged.entries).claims.find(({ id }) => id === 'gate'),
    ).toMatchObject({
      holds: false,
      detail: expect.stringContaining('error budget of checkout is spent'),
    });
  });
});
