import fc from 'fast-check';
import { Refusal, CallerKind } from '@countersign/plugin-governance-common';
import {
  anEmergency,
  conflict,
  fromTemplate,
  templatedWorld,
} from '../__testUtils__/tales';
import { played, plays } from '../__testUtils__/play';
import { changeVerbs } from '../api/requests';
import { ChangeEntryData } from '../evidence';
import { changesRequestedOf, Facts, fold, hasStarted, isOwed } from '../facts';
import { ChangeState, changeStates, changeTypes } from '../model';
import { isLegalTransition } from '../states';
import { commitB, digestB } from '../testUtils/change';
import { approvedFacts, factsOf } from '../testUtils/facts';
import { StoryWriter } from '../testUtils/StoryWriter';
import { dana, ivan, paula, Tale } from '../testUtils/Tale';
import { approvers, olga, otto, owners, world } from '../testUtils/world';
import { judgeVerb, VerbCall } from './judgeVerb';
import { Verb, Verdict } from './result';
import { verbTable } from './verbTable';
import { mayDecide } from './verbs/decisions';
import { materialDifferences } from './verbs/edit';
import { World } from './world';

const verbs: Verb[] = [...changeVerbs, 'edit', 'deployment'];
const callers: CallerKind[] = ['person', 'assisted', 'service', 'system'];
const at = '2026-11-22T10:00:00.000Z';
const later = '2026-11-25T08:00:00.000Z';

const ask = (
  facts: Facts,
  verb: Verb,
  call: Partial<VerbCall> = {},
  of: World = world(),
): Verdict => judgeVerb(facts, of, { verb, user: dana, by: 'person', ...call });
const refusalOf = (verdict: Verdict): Refusal | undefined =>
  verdict.ok ? undefined : verdict.refusal;
const guard = (verdict: Verdict) => refusalOf(verdict)?.guard;

/** The facts after an edit that nobody judged. */
function after(
  facts: Facts,
  fields: Record<string, string | object | null>,
  by = dana,
) {
  const [entry] = new StoryWriter().write('change.updated', by, at, {
    changes: Object.entries(fields).map(([field, value]) => ({
      field,
      before: null,
      after: value as string,
    })),
    material: [],
  }).entries;
  return fold(facts, entry)!;
}
const editing = (
  facts: Facts,
  fields: Record<string, string | object | null>,
  by = dana,
  of: World = world(),
) =>
  ask(
    facts,
    'edit',
    { user: by, fields: Object.keys(fields), after: after(facts, fields, by) },
    of,
  );

const submitted = () => new Tale().submit().facts;
const approved = () => approvedFacts();
const started = () => Tale.approved().start().facts;
const ahead = () => anEmergency().start('2026-11-24T21:02:00.000Z').facts;

describe('the table of verbs', () => {
  it.each(verbs)('refuses %s in every state it does not name', verb => {
    const named: readonly ChangeState[] = verbTable[verb].states;
    for (const type of changeTypes) {
      const asked = changeStates.map(state => ({
        state,
        verdict: ask({ ...approved(), state, type }, verb, {
          closeCode: 'successful',
        }),
      }));
      const others = asked.filter(({ state }) => !named.includes(state));
      expect(others.filter(a => guard(a.verdict) !== 'state')).toEqual([]);
      for (const { verdict } of asked) {
        const { message = 'x', remedy = 'x' } = refusalOf(verdict) ?? {};
        expect(message && remedy).toBeTruthy();
      }
    }
  });

  const machines: Verb[] = [
    'edit',
    'plan',
    'submit',
    'authorize',
    'comment',
    'deployment',
  ];
  it.each(['assisted', 'service'] as const)(
    'lets one that is %s open, plan, submit, report and comment only',
    by => {
      for (const verb of verbs) {
        for (const state of verbTable[verb].states) {
          const verdict = ask({ ...approved(), state }, verb, { by });
          const isPersons =
            !machines.includes(verb) ||
            (verb === 'edit' && state !== 'new' && state !== 'assess');
          expect([verb, state, guard(verdict) === 'person']).toEqual([
            verb,
            state,
            isPersons,
          ]);
        }
      }
    },
  );

  it('refuses a field that the verb does not write', () => {
    const verdict = ask(factsOf(), 'edit', { fields: ['title', 'requester'] });
    expect(refusalOf(verdict)).toMatchObject({
      guard: 'fields',
      fields: ['requester'],
    });
    expect(guard(ask(factsOf(), 'submit', { fields: ['commit'] }))).toBe(
      'fields',
    );
  });

  it('fixes a change once it started, for whoever it is', () => {
    for (const state of [
      'implement',
      'review',
      'closed',
      'canceled',
    ] as const) {
      for (const by of callers) {
        for (const verb of [
          'edit',
          'plan',
          'accept-conflict',
          'decline',
          'withdraw',
        ] as const) {
          expect(guard(ask({ ...started(), state }, verb, { by }))).toBe(
            'state',
          );
        }
      }
    }
  });
});

describe('a submission', () => {
  it('takes a normal change with nothing in its way straight to Authorize', () => {
    expect(ask(factsOf(), 'submit')).toMatchObject({
      path: ['assess', 'authorize'],
      approvalStatus: 'pending',
    });
    expect(
      ask(factsOf(), 'submit', {}, world({ conflicts: [conflict] })),
    ).toMatchObject({ path: ['assess'] });
    const { window: _, ...content } = factsOf().content;
    expect(ask(factsOf({ content }), 'submit')).toMatchObject({
      path: ['assess'],
    });
  });

  it.each<[string, Partial<World>, string]>([
    [
      'that nobody could approve',
      { approversOf: approvers({ [owners]: [dana, ivan] }) },
      'approvers',
    ],
    ['that no policy matches', { policies: [] }, 'approvers'],
    ['of what the catalog does not have', { items: [] }, 'items'],
  ])('is refused %s', (_, fields, by) => {
    expect(guard(ask(factsOf(), 'submit', {}, world(fields)))).toBe(by);
  });

  it('of a plan for the most critical environment names its commit', () => {
    const { facts } = new Tale({ commit: undefined });
    expect(guard(ask(facts, 'submit'))).toBe('commit');
  });

  it('of an emergency says why, in words', () => {
    const of = (justification: string) =>
      guard(
        ask(new Tale({ type: 'emergency', justification }).facts, 'submit'),
      );
    expect(of('  ')).toBe('justification');
    expect(of('It is down.')).toBeUndefined();
  });

  it('of a standard change fits its template, and was not rejected', () => {
    const { facts } = new Tale(fromTemplate);
    const submit = (f: Facts, w = templatedWorld) => ask(f, 'submit', {}, w);
    expect(submit(facts)).toMatchObject({
      path: ['scheduled'],
      approvalStatus: 'preapproved',
    });
    for (const verdict of [
      submit(facts, world()),
      submit({ ...facts, content: { ...facts.content, template: undefined } }),
      submit(facts, { ...templatedWorld, risk: { score: 70, level: 'high' } }),
    ]) {
      expect(guard(verdict)).toBe('template');
    }
    const rejected = { at, by: olga };
    expect(guard(submit({ ...facts, rejected }))).toBe('rejected');
    const rejections = [{ number: 'CHG0000007', at }];
    expect(guard(submit(facts, { ...templatedWorld, rejections }))).toBe(
      'rejected',
    );
  });
});

describe('an edit', () => {
  it('of what is approved voids the approvals and sends it back; of people it does not', () => {
    expect(editing(approved(), { title: 'Another' })).toEqual({
      ok: true,
      path: ['assess'],
      approvalStatus: 'void',
      voidsApprovals: true,
    });
    expect(editing(approved(), { implementer: 'user:default/mara' })).toEqual({
      ok: true,
      path: [],
    });
  });

  it('by an approver, or in favour of one, waits until the approval is withdrawn', () => {
    expect(guard(editing(approved(), { implementer: olga }))).toBe('duty');
    expect(guard(editing(approved(), { implementer: ivan }, olga))).toBe(
      'duty',
    );
    expect(editing(approved(), { title: 'Another' }, olga).ok).toBe(true);
  });

  it('that leaves nobody who could approve is refused', () => {
    const only = world({ approversOf: approvers({ [owners]: [olga] }) });
    const { facts } = new Tale({}, { world: only }).submit();
    expect(
      refusalOf(editing(facts, { title: 'Another' }, olga, only)),
    ).toMatchObject({
      guard: 'approvers',
      message: expect.stringContaining('nobody'),
    });
    expect(editing(facts, { title: 'Another' }, dana, only).ok).toBe(true);
    expect(guard(editing(facts, { implementer: olga }, dana, only))).toBe(
      'approvers',
    );
  });

  it('does not make less of a change than what it touches', () => {
    expect(
      refusalOf(editing(factsOf(), { items: ['component:default/x'] })),
    ).toMatchObject({ guard: 'items', fields: ['items'] });
    expect(
      refusalOf(editing(factsOf(), { environment: 'development' })),
    ).toMatchObject({ guard: 'items', fields: ['environment'] });
  });

  it('names nobody who declined, in any spelling', () => {
    const { facts } = new Tale().decline(at, ivan);
    expect(guard(editing(facts, { implementer: ivan }))).toBe('duty');
    expect(guard(editing(facts, { implementer: 'User:default/Ivan' }))).toBe(
      'duty',
    );
  });

  it('changes type and template before the first submission only', () => {
    expect(editing(factsOf(), { type: 'emergency' }).ok).toBe(true);
    expect(guard(editing(submitted(), { type: 'emergency' }))).toBe('type');
    const standard = new Tale(fromTemplate, { world: templatedWorld }).submit()
      .facts;
    expect(
      guard(editing(standard, { template: { id: 'other', digest: digestB } })),
    ).toBe('template');
  });

  it('is not made of a retrospective change', () => {
    const facts = factsOf({ type: 'retrospective', state: 'authorize' });
    expect(guard(editing(facts, { title: 'Another' }))).toBe('type');
    expect(guard(ask(facts, 'cancel'))).toBe('type');
  });

  it('is told what of the subject it changes', () => {
    expect(
      materialDifferences(
        approved(),
        after(approved(), { commit: commitB, links: [] }),
      ),
    ).toEqual(['commit']);
    expect(
      materialDifferences(
        factsOf(),
        after(factsOf(), { window: null, title: 'X' }),
      ),
    ).toEqual(['window', 'title']);
    expect(
      materialDifferences(approved(), after(approved(), { implementer: olga })),
    ).toEqual([]);
  });
});

describe('a decision', () => {
  const decide = (
    facts: Facts,
    user = olga,
    saw = facts.asked?.subjectDigest ?? digestB,
    of = world(),
  ) => {
    const answer = mayDecide(facts, of, { user, saw });
    return answer.ok ? answer.option : answer.refusal.guard;
  };

  it('is given by who may, about what they saw, once', () => {
    expect(decide(submitted())).toEqual({ group: owners });
    expect(decide(submitted(), olga, digestB)).toBe('subject');
    expect(
      decide(submitted(), olga, undefined, world({ policyDigest: digestB })),
    ).toBe('subject');
    expect(decide(submitted(), dana)).toBe('duty');
    expect(decide(submitted(), 'user:default/mara')).toBe('approvers-only');
    expect(decide(factsOf())).toBe('state');
    expect(decide(approved(), otto)).toBe('state');
    const two = world({
      policies: [{ name: 'Two', require: [{ ownersOf: 'items', count: 2 }] }],
    });
    const { facts } = new Tale({}, { world: two }).submit().approve();
    expect(decide(facts, olga, undefined, two)).toBe('decided');
    expect(decide(facts, otto, undefined, two)).toEqual({ group: owners });
  });

  it('of an emergency that went ahead is awaited until it is given', () => {
    expect(decide(ahead())).toEqual({ group: owners });
    const { facts } = anEmergency()
      .start('2026-11-24T21:02:00.000Z')
      .complete()
      .approve(later);
    expect(decide(facts, otto)).toBe('state');
    expect(decide(ahead(), ivan)).toBe('duty');
  });

  it('is taken back by who gave it, before the start', () => {
    expect(ask(approved(), 'withdraw', { user: olga })).toMatchObject({
      path: ['authorize'],
      approvalStatus: 'pending',
    });
    expect(guard(ask(approved(), 'withdraw', { user: otto }))).toBe(
      'approvals',
    );
    expect(guard(ask(started(), 'withdraw', { user: olga }))).toBe('state');
    const { facts } = Tale.approved().withdraw(at);
    expect(decide(facts)).toEqual({ group: owners });
  });

  it('is declined by those who were named and did nothing', () => {
    expect(ask(factsOf(), 'decline', { user: paula }).ok).toBe(true);
    expect(guard(ask(factsOf(), 'decline', { user: olga }))).toBe('duty');
    const { facts } = new Tale().attach(at, paula, {});
    expect(guard(ask(facts, 'decline', { user: paula }))).toBe('duty');
  });
});

describe('an accepted conflict', () => {
  it('voids what was asked before it', () => {
    expect(ask(approved(), 'accept-conflict')).toMatchObject({
      path: ['assess'],
      voidsApprovals: true,
    });
    expect(ask(submitted(), 'accept-conflict')).toMatchObject({
      path: ['assess'],
      voidsApprovals: true,
    });
  });
});

describe('asking anew', () => {
  const other = world({ policyDigest: digestB });
  it('is for what does not fit any more, and by nobody who approved it', () => {
    expect(guard(ask(approved(), 'authorize'))).toBe('state');
    expect(ask(approved(), 'authorize', {}, other)).toMatchObject({
      path: ['authorize'],
      voidsApprovals: true,
    });
    expect(ask(submitted(), 'authorize', {}, other)).toMatchObject({
      path: [],
      approvalStatus: 'pending',
    });
  });

  it('is, after the start, for what is owed only', () => {
    expect(guard(ask(started(), 'authorize', {}, other))).toBe('state');
    expect(ask(ahead(), 'authorize', {}, other)).toMatchObject({
      path: [],
      approvalStatus: 'due',
      voidsApprovals: true,
    });
  });
});

describe('a start', () => {
  const inWindow = (facts: Facts, user = ivan, of = world()) =>
    ask(facts, 'start', { user }, of);
  it('is guarded as the gate is, and by nobody who approved', () => {
    expect(inWindow(approved())).toMatchObject({ path: ['implement'] });
    expect(guard(inWindow(approved(), olga))).toBe('duty');
    expect(guard(inWindow(approved(), ivan, world({ at })))).toBe('window');
    expect(guard(inWindow(submitted()))).toBe('state');
    expect(guard(ask(started(), 'complete', { user: olga }))).toBe('duty');
  });

  it('of an emergency goes ahead for its term, unless it was rejected or says no reason', () => {
    const { facts } = anEmergency();
    expect(inWindow(facts)).toMatchObject({
      path: ['scheduled', 'implement'],
      approvalStatus: 'due',
      approvalDueAt: '2026-11-25T22:00:00.000Z',
    });
    expect(guard(inWindow({ ...facts, rejected: { at, by: olga } }))).toBe(
      'approvals',
    );
    const content = { ...facts.content, justified: false };
    expect(guard(inWindow({ ...facts, content }))).toBe('justification');
  });
});

describe('an end', () => {
  const close = (
    facts: Facts,
    closeCode?: 'successful' | 'successful_issues' | 'unsuccessful',
  ) => guard(ask(facts, 'close', { closeCode }));
  const done = () => anEmergency().start('2026-11-24T21:02:00.000Z').complete();

  it('is not made of what is owed', () => {
    expect(guard(ask(ahead(), 'cancel'))).toBe('approvals');
    expect(close(done().facts, 'unsuccessful')).toBe('approvals');
    expect(ask(started(), 'cancel')).toMatchObject({ path: ['canceled'] });
    expect(close(done().approve(later).facts, 'successful')).toBeUndefined();
  });

  it('of what was rejected afterwards is no success', () => {
    const { facts } = done().reject(later);
    expect(close(facts, 'successful')).toBe('approvals');
    expect(close(facts, 'successful_issues')).toBe('approvals');
    expect(close(facts, 'unsuccessful')).toBeUndefined();
  });

  it('of a run that failed, or that nothing covered, is none without a word', () => {
    const ran = (fields: Parameters<Tale['report']>[0]) =>
      Tale.approved().report({ gateDecisionId: undefined, ...fields });
    const uncovered = ran({ commit: commitB })
      .start('2026-11-24T21:20:00.000Z')
      .complete('2026-11-24T21:30:00.000Z');
    for (const { facts } of [
      ran({ outcome: 'failed' }),
      ran({ outcome: 'rolled_back' }),
      uncovered,
    ]) {
      expect(close(facts, 'successful')).toBe('deployments');
      expect(close(facts, 'successful_issues')).toBeUndefined();
    }
    expect(close(ran({}).facts, 'successful')).toBeUndefined();
  });

  it('does not let a retrospective change disappear', () => {
    const facts = { ...submitted(), type: 'retrospective' as const };
    expect(close(facts, 'unsuccessful')).toBe('state');
    const rejected = { ...facts, rejected: { at, by: olga } };
    expect(ask(rejected, 'close', { closeCode: 'unsuccessful' })).toMatchObject(
      {
        path: ['review', 'closed'],
      },
    );
    expect(close(rejected, 'successful')).toBe('approvals');
  });
});

describe('whatever is done in whatever order', () => {
  it('keeps to the table of states, to the duties and to what is owed', () => {
    fc.assert(
      fc.property(plays, play => {
        let before = 0;
        played(play, ({ facts, entries }) => {
          holds(facts);
          const steps = entries
            .slice(before)
            .filter(e => e.type === 'change.transitioned')
            .map(e => e.data as unknown as Step);
          const illegal = steps.filter(
            ({ from, to, verb }) =>
              !isLegalTransition(facts.type, from, to, verb),
          );
          expect(illegal).toEqual([]);
          before = entries.length;
        });
      }),
      { numRuns: 300 },
    );
  });

  type Step = ChangeEntryData<'change.transitioned'>;

  /** What holds of every change at every moment. */
  function holds(facts: Facts) {
    const { state, ahead: went, rejected } = facts;
    const barred = [...facts.hands, ...facts.named].map(h => h.who);
    // Whoever approved and then deployed is a deviation of the deployment, and no approver any more.
    const gave = facts.decisions
      .filter(d => d.approved && !hasStarted(state))
      .map(d => d.approver);
    expect(gave.filter(who => barred.includes(who))).toEqual([]);
    const isEnded = state === 'closed' || state === 'canceled';
    const isAnswered = (facts.approvedAt ?? rejected) !== undefined;
    expect(isEnded && isOwed(facts)).toBe(false);
    expect(state === 'closed' && !isAnswered).toBe(false);
    expect(state === 'scheduled' && !facts.approvedAt).toBe(false);
    // What somebody wants changed is not approved, and has not started unless it owes an answer.
    if (changesRequestedOf(facts).length) {
      expect(facts.approvedAt).toBeUndefined();
      expect(state === 'authorize' || isOwed(facts)).toBe(true);
    }
    // What was rejected does not go ahead afterwards.
    expect(went && rejected && rejected.at < went.since).toBeFalsy();
  }
});
