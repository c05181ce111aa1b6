import { plainText, phraseOf } from '@countersign/plugin-governance-common';
import { ObjectiveFacts, objectiveNextStep } from './nextStep';

const pair = {
  severity: 'page' as const,
  longWindow: 3_600_000,
  shortWindow: 300_000,
  burnRate: 14.4,
  errorRatio: 0.0144,
  canFire: true,
  state: 'quiet' as const,
  long: { bad: 0, total: 1 },
  short: { bad: 0, total: 1 },
};
const facts = (fields: Partial<ObjectiveFacts> = {}): ObjectiveFacts => ({
  state: 'ok',
  owner: 'group:default/checkout',
  source: 'checkout-api',
  pairs: [pair],
  alerts: [],
  definition: { digest: 'd', file: 'slo/a.yaml', line: 3, text: '' },
  ...fields,
});
const alert = {
  number: 'ALR0000001',
  objective: 'a',
  title: 'A',
  owner: 'group:default/checkout',
  kind: 'burn' as const,
  state: 'firing' as const,
  severity: 'page' as const,
  window: 3_600_000,
  pendingSince: '2026-11-26T10:00:00.000Z',
};
const linesOf = (given: ObjectiveFacts) =>
  objectiveNextStep(given).conditions.map(condition => [
    plainText(phraseOf('text', condition)!),
    condition.mendedBy,
    condition.later ?? false,
  ]);

describe('what is needed next of an objective', () => {
  it('is nothing, of nobody, where all is well', () => {
    expect(objectiveNextStep(facts())).toEqual({
      text: 'Nothing is needed.',
      who: [],
      conditions: [],
    });
  });

  it('is that somebody takes the alert, until somebody has', () => {
    const burning = facts({ state: 'burning', alerts: [alert] });
    expect(objectiveNextStep(burning)).toMatchObject({
      verb: 'acknowledge',
      who: ['group:default/checkout'],
    });
    expect(linesOf(burning)).toEqual([
      ['ALR0000001 fires, and nobody has taken it yet', ['acknowledge'], false],
    ]);
    const by = 'user:default/kenji';
    const taken = facts({
      state: 'burning',
      alerts: [
        { ...alert, acknowledged: { by, at: '2026-11-26T10:05:00.000Z' } },
        { ...alert, number: 'ALR0000000', state: 'resolved' },
      ],
    });
    expect(objectiveNextStep(taken).verb).toBeUndefined();
    expect(linesOf(taken)).toEqual([
      [`${by} takes care of ALR0000001`, [], true],
    ]);
  });

  it.each([
    [
      facts({ state: 'no-data', problem: 'The source does not answer' }),
      'It is not measured as it should be: The source does not answer',
    ],
    [facts({ state: 'no-data' }), 'Nothing was ever counted'],
    [facts({ state: 'inconsistent' }), 'There are more bad events than events'],
    [
      facts({ pairs: [pair, { ...pair, canFire: false }] }),
      '1 of 2 alerts can never fire: their thresholds are above 100 % of errors',
    ],
    [
      facts({ pairs: [{ ...pair, canFire: false }] }),
      'No alert of it can ever fire: its thresholds are above 100 % of errors',
    ],
  ])('names what is in the way of knowing', (given, text) => {
    expect(linesOf(given).map(([line]) => line)).toEqual([text]);
  });
});
