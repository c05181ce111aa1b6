import { larkspurMonth } from './story';

const MINUTE_MS = 60_000;

describe('the traffic of the demo records', () => {
  it('of the demo service is as much by night as by day, as it sends itself from then on', () => {
    const { measured } = larkspurMonth(new Date('2026-11-27T22:00:00Z'));
    const hour = (objective: string, noonOrNight: string) => {
      const { counts } = measured.find(each => each.objective === objective)!;
      const end = Date.parse(noonOrNight);
      return Array.from(
        { length: 60 },
        (_, i) => counts(end - i * MINUTE_MS, MINUTE_MS)!.total,
      ).reduce((sum, total) => sum + total, 0);
    };
    const noon = '2026-11-27T12:30:00Z';
    const night = '2026-11-27T00:30:00Z';
    const own = 'customer-engagement-api-latency-hour';
    // Two a second.
    expect(hour(own, noon) / 7200).toBeCloseTo(1, 1);
    expect(hour(own, night) / 7200).toBeCloseTo(1, 1);
    expect(hour('checkout-availability', night)).toBeLessThan(
      hour('checkout-availability', noon) / 2,
    );
  });
});
