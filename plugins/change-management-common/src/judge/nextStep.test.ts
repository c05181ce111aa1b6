import {
  phraseOf,
  Segment,
  sentenceOf,
} from '@countersign/plugin-governance-common';
import fc from 'fast-check';
import { played, plays } from '../__testUtils__/play';
import { anEmergency, conflict } from '../__testUtils__/tales';
import { Facts } from '../facts';
import { approvedFacts, factsOf } from '../testUtils/facts';
import { dana, ivan, Tale } from '../testUtils/Tale';
import { approvers, olga, otto, owners, world } from '../testUtils/world';
import { isFinal } from '../states/table';
import { actionStates } from './actions';
import { checkHold } from './checks';
import { mayStart } from './goAhead';
import { judgeVerb } from './judgeVerb';
import { nextStep } from './nextStep';
import { verbTable } from './verbTable';

const waiting = () => new Tale().submit().facts;
const step = (facts: Facts, of = world()) => nextStep(facts, of);
const permitted = {
  update: true,
  comment: true,
  approve: true,
  implement: true,
  emergency: true,
};
const early = '2026-11-22T10:00:00.000Z';

const isAhead = ({ state, type }: Facts) =>
  type !== 'retrospective' && (state === 'authorize' || state === 'scheduled');

/** As records, entities and instants are written. */
const reference = /CHG\d{7}|\b(user|group|resource):|\d{4}-\d\d-\d\d/;

const wordsOf = ({ kind, text }: Segment) => (kind === 'text' ? text : '');

describe('nextStep', () => {
  it('names the verb that takes it, and who can', () => {
    expect(step(factsOf())).toMatchObject({
      verb: 'submit',
      who: [dana, ivan, owners],
      conditions: [],
    });
    expect(step(waiting())).toMatchObject({
      verb: 'approve',
      who: [olga, otto],
    });
    expect(step(approvedFacts())).toMatchObject({
      verb: 'start',
      who: [ivan, dana, owners],
    });
    expect(step(Tale.approved().start().facts).verb).toBe('complete');
    expect(step(Tale.approved().start().complete().facts).verb).toBe('close');
    expect(step(Tale.approved().hold(early).facts).verb).toBe('resume');
  });

  it('asks for approval anew where those who gave it count no more', () => {
    const left = world({ approversOf: approvers({ [owners]: [otto] }) });
    expect(step(approvedFacts(), left)).toMatchObject({ verb: 'authorize' });
    expect(step(Tale.approved().start().facts, left)).toMatchObject({
      verb: 'complete',
    });
  });

  it('puts what one can act on before what only time brings', () => {
    const { text, conditions } = step(
      approvedFacts(),
      world({ at: early, conflicts: [conflict] }),
    );
    expect(text).toBe('Not ready to start');
    expect(conditions).toMatchObject([
      {
        id: `conflicts:${conflict.key}`,
        text: conflict.explanation,
        mendedBy: ['accept-conflict', 'edit'],
        who: [dana, ivan, owners],
      },
      { id: 'window', mendedBy: [], at: '2026-11-24T21:00:00.000Z' },
    ]);
    expect(step(approvedFacts(), world({ at: early })).text).toBe(
      'Waiting for its window',
    );
  });

  it('lets an emergency start first: approval is a line that may be met later', () => {
    const { facts } = anEmergency();
    expect(step(facts)).toMatchObject({
      verb: 'start',
      text: 'Ready to start; approval can follow',
      conditions: [
        {
          id: `approvals:${owners}`,
          mendedBy: ['approve'],
          who: [olga, otto],
          later: true,
        },
      ],
    });
  });

  it('names no pipeline among those who can', () => {
    const { facts } = new Tale({
      requester: 'external:pipeline',
      implementer: undefined,
    });
    expect(step(facts).who).toEqual([owners]);
  });

  it('has every reason of the judge once, each with the verb that mends it', () => {
    fc.assert(
      fc.property(plays, play => {
        played(play, ({ facts }, move) => {
          const of = { ...move.around, at: facts.at };
          const { verb, conditions } = nextStep(facts, of);
          expect(verb === undefined).toBe(isFinal(facts.state));

          const ids = conditions.map(c => c.id);
          expect(new Set(ids).size).toBe(ids.length);
          const texts = conditions.map(c => c.text);
          expect(new Set(texts).size).toBe(texts.length);

          const blocking = new Set(
            conditions.filter(c => !c.later).map(c => c.guard),
          );
          const refusing = refusedBy(verb, facts, of);
          expect([...blocking]).toEqual(expect.arrayContaining(refusing));
          // Beside what refuses the start: why, who, and whether it can be asked again.
          const beside = ['justification', 'approvals', 'approvers', 'commit'];
          const unexplained = [...blocking].filter(
            guard => ![...refusing, ...beside].includes(guard),
          );
          expect(isAhead(facts) ? unexplained : []).toEqual([]);
          for (const { mendedBy, remedy, at, who, guard } of conditions) {
            expect(remedy).toBeTruthy();
            for (const each of mendedBy) {
              expect(verbTable[each].states).toContain(facts.state);
            }
            // Only what time brings, or nobody who is left, is mended by no verb.
            const isMended = mendedBy.length
              ? who?.length !== 0
              : at !== undefined ||
                ['approvals', 'approvers', 'items'].includes(guard);
            expect(isMended).toBe(true);
          }
          // Nothing stands in the way of what is offered with an empty list.
          const offered =
            verb && verb !== 'approve' && !blocking.size
              ? judgeVerb(facts, of, {
                  verb,
                  user: 'user:default/somebody',
                  by: 'person',
                  ...(verb === 'close' && { closeCode: 'unsuccessful' }),
                })
              : { ok: true };
          expect(offered).toMatchObject({ ok: true });
        });
      }),
      { numRuns: 60 },
    );
  });

  it('refers to records, people, entities and instants, never by words alone', () => {
    fc.assert(
      fc.property(plays, play => {
        played(play, ({ facts }, move) => {
          const of = { ...move.around, at: facts.at };
          const reader = { user: move.user, by: 'person', permitted } as const;
          const { conditions, ...next } = nextStep(facts, of);
          const said = [
            phraseOf('text', next),
            ...conditions.flatMap(c => [
              phraseOf('text', c),
              phraseOf('remedy', c),
            ]),
            ...actionStates(facts, of, reader).flatMap(a => [
              phraseOf('message', a),
              phraseOf('remedy', a),
            ]),
          ];
          const words = said
            .map(phrase => sentenceOf([phrase ?? '']))
            .flatMap(sentence => sentence.map(wordsOf));
          expect(words.filter(word => reference.test(word))).toEqual([]);
        });
      }),
      { numRuns: 60 },
    );
  });
});

/** What the judge refuses the step for, by its own checks. */
function refusedBy(
  verb: string | undefined,
  facts: Facts,
  of: Parameters<typeof nextStep>[1],
): string[] {
  if (!verb) return [];
  if (isAhead(facts) && verb !== 'close') {
    return mayStart(facts, of)
      .filter(check => !check.passed)
      .map(check => check.id);
  }
  if (verb === 'resume') return checkHold(facts).passed ? [] : ['hold'];
  const verdict = judgeVerb(facts, of, {
    verb: verb as 'submit',
    user: 'user:default/somebody',
    by: 'person',
  });
  return verdict.ok ? [] : [verdict.refusal.guard];
}
