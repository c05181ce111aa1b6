import fc from 'fast-check';
import {
  anEmergency,
  conflict,
  fromTemplate,
  template,
  templatedWorld,
} from '../__testUtils__/tales';
import { played, plays } from '../__testUtils__/play';
import { changeVerbs } from '../api/requests';
import { ChangeEntryData } from '../evidence';
import { Facts, fold, hasStarted, isOwed } from '../facts';
import {
  changeStates,
  changeTypes,
  standardChangeTemplateSchema,
} from '../model';
import { digestOf, transitionTable } from '../states';
import { commitB, digestB, policyDigest } from '../testUtils/change';
import { approvedFacts, factsOf } from '../testUtils/facts';
import { StoryWriter } from '../testUtils/StoryWriter';
import { dana, ivan, paula, Tale } from '../testUtils/Tale';
import {
  approvers,
  itemViewOf,
  olga,
  otto,
  owners,
  world,
} from '../testUtils/world';
import { judgeVerb, VerbCall } from './judgeVerb';
import { Refusal, Verb, Verdict } from './result';
import { CallerKind, verbTable } from './verbTable';
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

const of = (tale: Tale) => tale.facts;
const submitted = () => of(new Tale().submit());
const approved = () => approvedFacts();
const started = () => of(Tale.approved().start());
const ahead = () => of(anEmergency().start('2026-11-24T21:02:00.000Z'));

describe('the table of verbs', () => {
  it.each(verbs)('refuses %s in every state it does not name', verb => {
    for (const state of changeStates) {
      for (const type of changeTypes) {
        const verdict = ask({ ...approved(), state, type }, verb, {
          closeCode: 'successful',
        });
        if (!verbTable[verb].states.includes(state)) {
          expect(guard(verdict)).toBe('state');
        }
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
          if (!machines.includes(verb)) expect(guard(verdict)).toBe('person');
          else
            expect(guard(verdict) === 'person').toBe(
              verb === 'edit' && state !== 'new' && state !== 'assess',
            );
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

describe('whatever is done in whatever order', () => {
  it('keeps to the table of states, to the duties and to what is owed', () => {
    fc.assert(
      fc.property(plays, play => {
        let before = 0;
        played(play, ({ facts, entries }) => {
          holds(facts);
          for (const e of entries.slice(before)) {
            if (e.type === 'change.transitioned') {
              const { from, to, verb } = e.data as unknown as Step;
              expect(
                transitionTable[facts.type].filter(
                  edge => edge.from === from && edge.to === to,
                ),
              ).toEqual([
                expect.objectContaining({
                  causes: expect.arrayContaining([verb]),
                }),
              ]);
            }
          }
          before = entries.length;
        });
      }),
      { numRuns: 1500 },
    );
  });

  type Step = ChangeEntryData<'change.transitioned'>;

  /** What holds of every change at every moment. */
  function holds(facts: Facts) {
    const { state } = facts;
    const barred = [...facts.hands, ...facts.named].map(h => h.who);
    for (const d of facts.decisions.filter(each => each.approved)) {
      // Whoever approved and then deployed is a deviation of the deployment, and no approver any more.
      if (!hasStarted(state)) expect(barred).not.toContain(d.approver);
    }
    if (isOwed(facts)) expect(['closed', 'canceled']).not.toContain(state);
    if (state === 'scheduled') expect(facts.approvedAt).toBeDefined();
    if (state === 'closed') {
      expect(facts.approvedAt ?? facts.rejected).toBeDefined();
    }
    const again = facts.rejected && facts.rejected.at;
    if (again && facts.ahead) expect(again >= facts.ahead.since).toBe(true);
  }
});
