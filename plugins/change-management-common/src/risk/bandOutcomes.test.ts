import { wilsonInterval } from '@countersign/plugin-governance-common';
import { bandOutcomes } from './bandOutcomes';

describe('bandOutcomes', () => {
  it('shows every band, with what came of its closed changes', () => {
    const risk = { score: 70, level: 'high' as const };
    expect(
      bandOutcomes([
        { risk, closeCode: 'unsuccessful' },
        { risk, closeCode: 'successful' },
        { risk, closeCode: 'successful_issues' },
        { risk, closeCode: 'successful' },
        { risk },
        { closeCode: 'unsuccessful' },
      ]),
    ).toEqual([
      { level: 'low', n: 0, failed: 0 },
      { level: 'moderate', n: 0, failed: 0 },
      {
        level: 'high',
        n: 4,
        failed: 1,
        failureRate: 0.25,
        interval: wilsonInterval(4, 1),
      },
      { level: 'very_high', n: 0, failed: 0 },
    ]);
  });
});
