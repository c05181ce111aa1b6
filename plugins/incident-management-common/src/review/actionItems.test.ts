import { digestOf } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import {
  by,
  failing,
  forged,
  none,
  over,
  started,
  withAction,
} from '../__testUtils__/reviewTale';
import { guardOf, minute, people, Tale } from '../__testUtils__/tale';
import { incidentActions, ruleOf } from '../judge';
import { draftReview } from './draft';
import { ReviewVerb, reviewVerbTable } from './verbs';

const { olive, carl, una } = people;

describe('an action item', () => {
  const item = (tale: Tale) => tale.facts.actionItems.at(-1)!;
  const end = (
    tale: Tale,
    verb: 'finish-action' | 'cancel-action',
    ref: string,
  ) =>
    guardOf(
      tale.try(verb, { action: item(tale).id, text: 'It was so.' }, by(ref)),
    );

  it('has an owner, and is due later than now', () => {
    const tale = over();
    const fields = { text: 'Alert on it', owner: carl };
    const add = (dueAt: string) =>
      guardOf(tale.try('add-action', { ...fields, dueAt }));
    expect(add(minute(1000))).toBe('review');
    started(tale);
    expect(add(minute(10))).toBe('due');
    expect(add(minute(1000))).toBeUndefined();
    expect(item(tale)).toMatchObject({ ...fields, state: 'open' });
  });

  it('is due later only with a reason, and may be done by a problem or a change', () => {
    const tale = withAction();
    const { id } = item(tale);
    const change = (fields: object) =>
      guardOf(tale.try('change-action', { action: id, ...fields }));
    expect(change({ dueAt: minute(2000) })).toBe('reason');
    expect(change({ dueAt: minute(900) })).toBeUndefined();
    expect(
      change({ dueAt: minute(2000), reason: 'The vendor is late.' }),
    ).toBeUndefined();
    expect(change({ record: { number: 'PRB0000001' } })).toBeUndefined();
    expect(item(tale).record).toEqual({ number: 'PRB0000001' });
    expect(change({ record: null })).toBeUndefined();
    expect(item(tale)).not.toHaveProperty('record');
    expect(change({ owner: carl })).toBe('fields');
    expect(failing(tale.entries)).toEqual([]);
  });

  it('is finished by whoever owns it or wrote the review, and canceled by nobody who owns it', () => {
    expect(end(withAction(), 'finish-action', una)).toBe('duty');
    expect(end(withAction(), 'finish-action', olive)).toBeUndefined();
    expect(end(withAction(), 'cancel-action', carl)).toBe('duty');
    expect(end(withAction(), 'cancel-action', una)).toBeUndefined();
    const tale = withAction();
    expect(end(tale, 'finish-action', carl)).toBeUndefined();
    expect(end(tale, 'cancel-action', una)).toBe('action');
    expect(item(tale)).toMatchObject({ state: 'done', ended: { by: carl } });
    expect(failing(tale.entries)).toEqual([]);
    expect(forged(tale, 'action_done', { actor: una })).toEqual(['actions']);
    const canceled = withAction();
    end(canceled, 'cancel-action', una);
    expect(forged(canceled, 'action_canceled', { actor: carl })).toEqual([
      'actions',
    ]);
  });

  it('is offered to be finished to whoever may finish one of them', () => {
    const { facts } = withAction();
    const offered = (ref: string) =>
      incidentActions(
        facts,
        {
          ...by(ref),
          permitted: () => true,
          groups: [],
          privateGroups: [],
        },
        { now: minute(60), limits: { closeAfter: 0, reopenWithin: 0 } },
      )
        .filter(({ verb, allowed }) => allowed && verb in reviewVerbTable)
        .map(({ verb }) => verb);
    expect(offered(carl)).toEqual([
      'take-review',
      'add-action',
      'change-action',
      'finish-action',
      'tick-step',
      'untick-step',
    ]);
    expect(offered(una)).not.toContain('finish-action');
    expect(offered(olive)).toEqual(
      expect.arrayContaining([
        'edit-review',
        'publish-review',
        'cancel-action',
      ]),
    );
  });
});

describe('a step of a runbook', () => {
  it('is taken once, and taken back without losing that somebody said so', () => {
    const tale = new Tale().do('acknowledge', {});
    const step = { runbook: 'system:default/shop', step: 'Roll back.' };
    tale.do('tick-step', step);
    const [tick] = tale.facts.steps;
    expect(guardOf(tale.try('tick-step', step, by(carl)))).toBe('step');
    expect(
      guardOf(
        tale.try('tick-step', step, { ref: 'external:ci', by: 'service' }),
      ),
    ).toBe('person');
    tale.do('untick-step', { tick: tick.id }, by(carl));
    expect(tale.facts.steps).toEqual([]);
    expect(guardOf(tale.try('untick-step', { tick: tick.id }))).toBe('step');
    tale.do('tick-step', step);
    expect(tale.entries.map(({ type }) => type).slice(2)).toEqual([
      'incident.step_ticked',
      'incident.step_unticked',
      'incident.step_ticked',
    ]);
    expect(failing(tale.entries)).toEqual([]);
  });
});

describe('the rules of reviews', () => {
  it('allow nothing that a verifier refutes, touch nothing that they do not name, and let no machine decide', () => {
    const who = fc.constantFrom(olive, carl, una);
    const verbs = fc.constantFrom(
      ...(Object.keys(reviewVerbTable) as ReviewVerb[]),
      'reopen' as const,
      'resolve' as const,
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(verbs, who, who, fc.boolean()), { maxLength: 30 }),
        moves => {
          const tale = over();
          for (const [verb, ref, owner, isMachine] of moves) {
            tale.at(tale.now + 1);
            const { facts, entries } = tale;
            const { review, actionItems, steps } = facts;
            const action = actionItems.at(-1)?.id ?? '';
            const text = 'It was so.';
            const datas: Record<typeof verb, object> = {
              'start-review': {
                ...draftReview({ facts, entries }, none),
                budget: none,
              },
              'edit-review': {
                revision: (review?.revision ?? 0) + 1,
                content: {
                  ...draftReview({ facts, entries }, none).content,
                  happened: `At ${tale.now}.`,
                },
              },
              'take-review': { reason: text },
              'publish-review': {
                revision: review?.revision ?? 1,
                digest: review?.digest ?? digestOf(''),
                times: facts.times,
              },
              'add-action': { text, owner, dueAt: minute(tale.now + 5) },
              'change-action': { action, owner },
              'finish-action': { action, text },
              'cancel-action': { action, text },
              'tick-step': { step: `Step ${tale.now % 3}` },
              'untick-step': { tick: steps[0]?.id ?? '' },
              reopen: { reason: text },
              resolve: { text },
            };
            const verdict = tale.try(
              verb,
              datas[verb] as never,
              isMachine ? { ref: 'external:ci', by: 'service' } : by(ref),
            );
            expect(isMachine && verdict.ok).toBe(false);
            const touched = Object.keys({ ...facts, ...tale.facts }).filter(
              name => facts[name as 'title'] !== tale.facts[name as 'title'],
            );
            expect(ruleOf(verb).touches).toEqual(
              expect.arrayContaining(touched),
            );
          }
          expect(failing(tale.entries)).toEqual([]);
        },
      ),
    );
  });
});
