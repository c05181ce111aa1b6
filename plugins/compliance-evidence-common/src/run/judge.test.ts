import { CallerKind } from '@countersign/plugin-governance-common';
import fc from 'fast-check';
import {
  judgeRun,
  JudgedRun,
  RunActor,
  runActions,
  RunVerb,
  runVerbs,
} from './judge';

const at = '2026-10-02T04:00:00.000Z';
const run = (more: Partial<JudgedRun>): JudgedRun => ({
  number: 'RUN0000007',
  state: 'completed',
  phase: 'deliver',
  endedAt: at,
  packed: true,
  recipients: 1,
  ...more,
});
const guard = (verb: RunVerb, judged: JudgedRun, by: CallerKind = 'person') => {
  const verdict = judgeRun(verb, judged, { by });
  return verdict.ok ? 'allowed' : verdict.refusal.guard;
};
const failed = run({ state: 'failed', phase: 'render', packed: false });

describe('what can be done with a run', () => {
  it('ends what goes on, takes up what failed, and sends what is packed', () => {
    const running = run({ state: 'running', endedAt: undefined });
    expect(guard('cancel', running)).toBe('allowed');
    expect(guard('cancel', run({}))).toBe('state');
    expect(guard('retry', failed)).toBe('allowed');
    expect(guard('retry', run({}))).toBe('state');
    expect(guard('retry', running)).toBe('state');
    expect(guard('deliver', run({}))).toBe('allowed');
    expect(guard('deliver', failed)).toBe('pack');
    expect(guard('deliver', running)).toBe('state');
    expect(guard('deliver', run({ state: 'canceled' }))).toBe('state');
    expect(guard('deliver', run({ recipients: 0 }))).toBe('recipients');
  });

  it('leaves it to a person to send it again', () => {
    expect(guard('deliver', run({}), 'service')).toBe('person');
    expect(guard('deliver', run({}), 'assisted')).toBe('person');
    expect(guard('retry', failed, 'service')).toBe('allowed');
  });

  it('is nothing once its evidence is erased', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...runVerbs),
        fc.constantFrom('completed' as const, 'failed' as const),
        fc.boolean(),
        fc.constantFrom<CallerKind>('person', 'service'),
        (verb, state, packed, by) => {
          const erased = run({ state, packed, erased: true });
          expect(guard(verb, erased, by)).not.toBe('allowed');
        },
      ),
    );
    expect(guard('retry', { ...failed, erased: true })).toBe('erased');
    expect(guard('deliver', run({ erased: true }))).toBe('erased');
  });

  it('is offered to whoever may do it', () => {
    const offered = (permitted: RunActor['permitted']) =>
      runActions(failed, { by: 'person', permitted })
        .filter(({ allowed }) => allowed)
        .map(({ verb }) => verb);
    const none = { cancel: false, retry: false, deliver: false };
    expect(offered({ ...none, retry: true })).toEqual(['retry']);
    expect(offered({ ...none, cancel: true, deliver: true })).toEqual([]);
  });
});
