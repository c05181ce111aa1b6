import fc from 'fast-check';
import {
  guardOf,
  limits,
  minute,
  people,
  plugin,
  Tale,
} from '../__testUtils__/tale';
import { disorder, flatters, incidentStates, incidentTimes } from '../model';
import { askedVerbs } from '../api';
import { incidentActions, incidentNextStep } from './actions';
import { tableRefuses } from './tableRefuses';
import { incidentVerbs, ruleOf, verbTable } from './verbs';

const { olive, carl, una } = people;
const by = (ref: string) => ({ ref, by: 'person' as const });
const words = { text: 'It is so.' };
const reason = { reason: 'It was so.' };

describe('an incident', () => {
  it('goes from its declaration to its end, each step stamping its own time', () => {
    const tale = new Tale()
      .at(5)
      .do('acknowledge', {})
      .at(10)
      .do('hold', { reason: 'vendor' })
      .at(25)
      .do('resume', {})
      .at(30)
      .do('mitigate', words)
      .at(40)
      .do('resolve', words)
      .at(100)
      .do('close', { after: 3_600_000 }, plugin);
    expect(tale.facts).toMatchObject({
      state: 'closed',
      heldSeconds: 900,
      times: {
        started: minute(-10),
        detected: minute(0),
        acknowledged: minute(5),
        mitigated: minute(30),
        restored: minute(40),
        resolved: minute(40),
      },
      hands: [olive],
    });
  });

  it('is acknowledged once, and tells the others who was first', () => {
    const tale = new Tale().at(3).do('acknowledge', {});
    const verdict = tale.try('acknowledge', {}, by(carl));
    expect(verdict).toMatchObject({
      refusal: {
        guard: 'acknowledged',
        message: expect.stringContaining(olive),
      },
    });
    expect(tale.facts.acknowledged?.by).toBe(olive);
  });

  it('is acknowledged, held and led by people in person only', () => {
    for (const verb of incidentVerbs) {
      const kinds = ruleOf(verb).by;
      for (const kind of ['assisted', 'service'] as const) {
        const { facts } = new Tale();
        const refused = tableRefuses(facts, {
          verb,
          who: { ref: 'external:ci', by: kind },
        });
        expect({
          verb,
          kind,
          may: refused === undefined || guardOf(refused) !== 'person',
        }).toEqual({
          verb,
          kind,
          may: kinds.includes(kind),
        });
      }
    }
    expect(verbTable.acknowledge.by).toEqual(['person']);
    const machines = incidentVerbs.filter(verb =>
      ruleOf(verb).by.includes('service'),
    );
    expect(machines.sort()).toEqual(
      ['link', 'note', 'propose-major', 'rewrite'].sort(),
    );
  });

  it('is not over while something fires, nor by whom nobody saw take care of it', () => {
    const alert = (n: string) => ({
      alert: n,
      startedAt: minute(-20),
      receivedAt: minute(-1),
    });
    const tale = new Tale('INC0000001', {
      source: 'alert',
      alerts: [alert('a'), alert('b')],
      firing: 2,
    });
    expect(guardOf(tale.try('resolve', words))).toBe('alerts');
    expect(
      guardOf(tale.try('cancel', { reason: 'no-incident', ...words })),
    ).toBe('alerts');
    tale.do(
      'end-alerts',
      { alerts: [{ alert: 'a', endedAt: minute(2) }], firing: 1 },
      plugin,
    );
    expect(guardOf(tale.try('resolve', words, plugin))).toBe('alerts');
    tale.do(
      'end-alerts',
      { alerts: [{ alert: 'b', endedAt: minute(3) }], firing: 0 },
      plugin,
    );
    expect(guardOf(tale.try('resolve', words))).toBe('acknowledged');
    expect(
      guardOf(tale.try('resolve', words, { ref: olive, by: 'assisted' })),
    ).toBe('acknowledged');
    tale.do('resolve', words, plugin);
    expect(tale.facts.state).toBe('resolved');
  });

  it('is closed after its delay only, and reopened by alerts within the window only', () => {
    const tale = new Tale().do('acknowledge', {}).at(10).do('resolve', words);
    expect(guardOf(tale.at(60).try('close', { after: 3_600_000 }))).toBe(
      'delay',
    );
    expect(guardOf(tale.try('close', { after: 0 }))).toBe('delay');
    expect(guardOf(tale.at(41).try('reopen', reason, plugin))).toBe('window');
    tale.at(39).do('reopen', reason, plugin);
    expect(tale.facts).toMatchObject({ state: 'in-progress', reopened: 1 });
    expect(tale.facts.times).not.toHaveProperty('resolved');
    expect(tale.facts.times).not.toHaveProperty('restored');
  });

  it('does not leave the figures: what happened is not canceled, no drill is made of it, and less urgent takes a reason', () => {
    const tale = new Tale().do('acknowledge', {}).at(2).do('mitigate', words);
    expect(guardOf(tale.try('cancel', { reason: 'mistake', ...words }))).toBe(
      'happened',
    );
    expect(incidentVerbs).not.toContain('declare-drill');
    expect(guardOf(tale.try('deny-drill', reason))).toBe('drill');
    expect(
      guardOf(tale.try('prioritize', { impact: 'low', urgency: 'low' })),
    ).toBe('reason');
    tale.do('prioritize', { impact: 'low', urgency: 'low', ...reason });
    expect(tale.facts.worstPriority).toBe(2);
  });

  it('takes over what makes it worse, never better, when another one becomes part of it', () => {
    const other = new Tale('INC0000002', {
      started: minute(-90),
      detected: minute(-60),
      impact: 'low',
      urgency: 'high',
      entities: ['component:default/ledger'],
    }).do('accept-major', reason);
    const tale = new Tale();
    expect(
      guardOf(
        tale.try(
          'merge',
          { into: { number: 'INC0000001' }, as: 'merge', ...reason },
          by(olive),
          { other: tale.facts },
        ),
      ),
    ).toBe('merge');
    const { facts } = other;
    const taken = {
      from: { number: facts.number },
      as: 'merge' as const,
      entities: facts.entities,
      started: facts.times.started,
      detected: facts.times.detected,
      impact: facts.impact,
      urgency: facts.urgency,
      major: facts.major.state,
      alerts: facts.alerts,
    };
    // What the other one says is what is taken over.
    expect(
      guardOf(
        tale.try('absorb', { ...taken, started: minute(-5) }, by(olive), {
          other: facts,
        }),
      ),
    ).toBe('merge');
    tale.do('absorb', taken, by(olive), { other: facts });
    expect(tale.facts).toMatchObject({
      times: { started: minute(-90), detected: minute(-60) },
      impact: 'high',
      urgency: 'high',
      worstPriority: 1,
      major: { state: 'accepted' },
      absorbed: ['INC0000002'],
    });
  });

  it('is merged into no resolved, private or drilled one', () => {
    const into = (other: Tale) =>
      guardOf(
        new Tale('INC0000009').try(
          'merge',
          { into: { number: other.number }, as: 'duplicate', ...reason },
          by(olive),
          { other: other.facts },
        ),
      );
    expect(into(new Tale().do('acknowledge', {}).do('resolve', words))).toBe(
      'merge',
    );
    expect(
      into(new Tale('INC0000001', { privateTo: 'group:default/security' })),
    ).toBe('private');
    expect(into(new Tale('INC0000001', { drill: true }))).toBe('drill');
    expect(into(new Tale())).toBeUndefined();
  });

  it('is hidden by the group that takes it over, while it is open, and by nobody else', () => {
    const security = 'group:default/security';
    const restrict = (member: string[], groups = [security]) =>
      guardOf(
        new Tale().try('restrict', { to: security, groups, member, ...reason }),
      );
    expect(restrict([])).toBe('duty');
    expect(restrict([security], [])).toBe('private');
    expect(restrict([security])).toBeUndefined();
    const over = new Tale().do('acknowledge', {}).do('resolve', words);
    expect(
      guardOf(
        over.try('restrict', {
          to: security,
          groups: [security],
          member: [security],
          ...reason,
        }),
      ),
    ).toBe('state');
    const hidden = new Tale().do('restrict', {
      to: security,
      groups: [security],
      member: [security],
      ...reason,
    });
    expect(guardOf(hidden.try('publish', { member: [], ...reason }))).toBe(
      'duty',
    );
  });

  it('lets only its author correct a note, and keeps the original', () => {
    const tale = new Tale().do('note', words);
    const { id } = tale.entries[1];
    expect(
      guardOf(tale.try('rewrite', { entry: id, text: 'Other.' }, by(carl))),
    ).toBe('duty');
    tale.do('rewrite', { entry: id, text: 'Other.' });
    expect(tale.entries[1].data).toEqual(words);
    expect(
      guardOf(tale.try('rewrite', { entry: 'constructor', text: 'Other.' })),
    ).toBe('entry');
  });
});

describe('what a page offers', () => {
  it('says of every verb whether it is allowed, in every state', () => {
    for (const state of incidentStates) {
      const facts = { ...new Tale().facts, state };
      const reader = {
        ...by(olive),
        permitted: () => true,
        groups: [],
        privateGroups: [],
      };
      const world = { now: minute(1), limits };
      const actions = incidentActions(facts, reader, world);
      expect(actions.map(({ verb }) => verb)).toEqual(askedVerbs);
      expect(
        actions.filter(({ allowed, guard }) => !allowed && !guard),
      ).toEqual([]);
      expect(incidentNextStep(facts, minute(1)).text).toBeTruthy();
    }
    const { facts } = new Tale();
    const allowed = incidentActions(
      facts,
      { ...by(olive), permitted: () => true, groups: [], privateGroups: [] },
      { now: minute(1), limits },
    ).filter(action => action.allowed);
    expect(allowed.map(({ verb }) => verb)).toEqual(
      expect.arrayContaining([
        'acknowledge',
        'merge',
        'split',
        'update',
        'set-time',
      ]),
    );
  });
});

describe('a time that is set', () => {
  const set = (
    tale: Tale,
    time: (typeof incidentTimes)[number],
    to: string,
    who = olive,
  ) =>
    tale.try(
      'set-time',
      {
        time,
        ...(tale.facts.times[time] && { from: tale.facts.times[time] }),
        to,
        ...reason,
      },
      by(who),
    );

  it('counts at once where it makes the figures worse, and otherwise once somebody without a part confirms it', () => {
    const tale = new Tale()
      .do('acknowledge', {}, by(carl))
      .at(30)
      .do('resolve', words, by(carl));
    set(tale, 'started', minute(-60));
    expect(tale.facts.times.started).toBe(minute(-60));
    // Restored had been stamped with the resolution, and would come after it.
    expect(guardOf(set(tale, 'resolved', minute(20)))).toBe('order');
    set(tale, 'restored', minute(20));
    expect(tale.facts.times.restored).toBe(minute(30));
    const [, { id, from, state }] = tale.facts.corrections;
    expect({ from, state }).toEqual({ from: minute(30), state: 'waits' });
    const confirm = (who: string, involved: string[] = []) =>
      guardOf(tale.try('confirm-time', { correction: id, involved }, by(who)));
    expect(confirm(olive)).toBe('duty');
    expect(confirm(carl)).toBe('duty');
    expect(confirm(una, ['group:default/checkout'])).toBe('duty');
    expect(confirm(una)).toBeUndefined();
    expect(tale.facts.times.restored).toBe(minute(20));
  });

  it('lies neither in the future nor before what it cannot come before', () => {
    const tale = new Tale().at(5).do('acknowledge', {});
    expect(guardOf(set(tale, 'started', minute(6)))).toBe('future');
    expect(guardOf(set(tale, 'started', minute(2)))).toBe('order');
    expect(guardOf(set(tale, 'resolved', minute(4)))).toBe('time');
  });

  it('is in order whatever anybody sets and confirms, and no figure gets better by one person', () => {
    const move = fc.record({
      what: fc.constantFrom(
        'set',
        'confirm',
        'ack',
        'mitigate',
        'resolve',
        'reopen',
        'restore',
      ),
      time: fc.constantFrom(...incidentTimes),
      to: fc.integer({ min: -30, max: 60 }),
      wait: fc.integer({ min: -2, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 25 }), moves => {
        const tale = new Tale();
        for (const { what, time, to, wait } of moves) {
          tale.at(tale.now + wait);
          const before = tale.facts.times;
          if (what === 'set') set(tale, time, minute(to));
          if (what === 'confirm') {
            const waiting = tale.facts.corrections.find(
              ({ state }) => state === 'waits',
            );
            tale.try(
              'confirm-time',
              { correction: waiting?.id ?? '', involved: [] },
              by(olive),
            );
          }
          // Alone, olive only makes it worse.
          const better = incidentTimes.filter(
            name =>
              ['set', 'confirm'].includes(what) &&
              tale.facts.times[name] !== before[name] &&
              flatters(name, before[name], tale.facts.times[name]!),
          );
          expect(better).toEqual([]);
          if (what === 'ack') tale.try('acknowledge', {});
          if (what === 'mitigate') tale.try('mitigate', words);
          if (what === 'restore') tale.try('restore', words);
          if (what === 'resolve') tale.try('resolve', words);
          if (what === 'reopen') tale.try('reopen', reason);
          expect(disorder(tale.facts.times)).toBeUndefined();
        }
      }),
    );
  });
});

describe('the table of verbs', () => {
  it('touches nothing of the facts that it does not name', () => {
    const datas = {
      ...Object.fromEntries(
        incidentVerbs.map(verb => [verb, { ...words, ...reason }]),
      ),
      hold: { reason: 'vendor' },
      close: { after: 3_600_000 },
      cancel: { reason: 'test', ...words },
      edit: { title: 'Another title' },
      prioritize: { impact: 'low', urgency: 'high', ...reason },
      assign: { role: 'scribe', person: una },
      link: { title: 'Board', url: 'https://example.com/board' },
      split: {
        into: 'INC0000007',
        entities: ['component:default/orders'],
        ...reason,
      },
      'set-time': {
        time: 'started',
        from: minute(-10),
        to: minute(-11),
        ...reason,
      },
      'add-alerts': {
        alerts: [{ alert: 'x', startedAt: minute(-20), receivedAt: minute(1) }],
        firing: 1,
      },
      'end-alerts': { alerts: [], firing: 0 },
      'confirm-cause': { change: { number: 'CHG0000001' }, ...reason },
      'withdraw-cause': { change: 'CHG0000001', ...reason },
      'link-problem': { problem: 'PRB0000001' },
      restrict: {
        to: 'group:default/s',
        groups: ['group:default/s'],
        member: ['group:default/s'],
        ...reason,
      },
      publish: { member: ['group:default/s'], ...reason },
      merge: { into: { number: 'INC0000002' }, as: 'merge', ...reason },
      pin: { entry: 'e0' },
      unpin: { entry: 'e0' },
      rewrite: { entry: 'e1', text: 'Other.' },
      'finish-task': { task: 'e1' },
      // Drafted from another timeline: a true draft has tests of its own.
      'start-review': { basis: {} },
    } as unknown as Record<string, never>;
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom(...incidentVerbs),
            fc.constantFrom('person', 'system' as const),
          ),
          { maxLength: 20 },
        ),
        moves => {
          const tale = new Tale('INC0000001', { triage: true });
          for (const [verb, kind] of moves) {
            tale.at(tale.now + 20);
            const before = tale.facts;
            tale.try(
              verb,
              datas[verb],
              kind === 'system' ? plugin : by(olive),
              { other: 'elsewhere' },
            );
            const touched = Object.keys({ ...before, ...tale.facts }).filter(
              name =>
                JSON.stringify(before[name as never]) !==
                JSON.stringify(tale.facts[name as never]),
            );
            expect({
              verb,
              beyond: touched.filter(
                name => !ruleOf(verb).touches.includes(name as never),
              ),
            }).toEqual({ verb, beyond: [] });
          }
        },
      ),
    );
  });

  it('lets nothing that figures rest on change once it is canceled', () => {
    const figures = [
      'state',
      'times',
      'acknowledged',
      'drill',
      'impact',
      'urgency',
      'worstPriority',
      'entities',
      'team',
      'corrections',
      'alerts',
    ];
    const verbs = incidentVerbs.filter(verb =>
      ruleOf(verb).states.includes('canceled'),
    );
    const touched = verbs
      .flatMap(verb => ruleOf(verb).touches)
      .filter(name => figures.includes(name));
    // An alert that ends says so, wherever it belongs.
    expect([...new Set(touched)]).toEqual(['alerts']);
    expect(incidentStates).toContain('canceled');
  });
});
