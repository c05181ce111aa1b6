import { riskFactor } from './factor';

describe('riskFactor', () => {
  it('holds its value between 0 and 1 and rounds its points', () => {
    expect(riskFactor('a', 'A', 7, 1.5, [])).toMatchObject({
      value: 1,
      points: 7,
    });
    expect(riskFactor('a', 'A', 7, 1 / 3, [])).toMatchObject({ points: 2.3 });
    expect(riskFactor('a', 'A', 7, -1, [])).toMatchObject({ points: 0 });
  });
});
