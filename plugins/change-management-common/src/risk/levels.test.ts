import { riskLevelOf } from './levels';

describe('riskLevelOf', () => {
  it.each([
    [0, 'low'],
    [29.9, 'low'],
    [30, 'moderate'],
    [60, 'high'],
    [84, 'high'],
    [85, 'very_high'],
    [100, 'very_high'],
  ])('%d is %s', (score, level) => {
    expect(riskLevelOf(score)).toBe(level);
  });
});
