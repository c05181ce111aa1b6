import fc from 'fast-check';
import { DateTime, Settings } from 'luxon';
import { dashboardAddress, dashboardQuery } from './dashboardFilters';

const DAY = 86_400_000;
const zones = ['America/New_York', 'Europe/Berlin', 'Asia/Kolkata'];

/** A page that is opened at a moment, in a zone, with this address. */
function queryAt(at: number, zone: string, address: string) {
  Settings.defaultZone = zone;
  const today = DateTime.fromMillis(at).toUTC();
  const filters = dashboardAddress(today).read(new URLSearchParams(address));
  return dashboardQuery(filters, today);
}

describe('the period of the dashboard', () => {
  const before = Settings.defaultZone;
  afterEach(() => {
    Settings.defaultZone = before;
  });

  // From before the clocks change in Europe (25 October) and in New York (1 November) until after they change back.
  const moments = fc.integer({
    min: Date.UTC(2026, 9, 18),
    max: Date.UTC(2027, 3, 4),
  });
  const days = fc.constantFrom('7', '30', '90');

  it('is whole days of UTC, as many before it, and the same for readers of three zones', () => {
    fc.assert(
      fc.property(moments, days, (at, range) => {
        const asked = zones.map(zone => queryAt(at, zone, `range=${range}`)!);
        expect(asked[1]).toEqual(asked[0]);
        expect(asked[2]).toEqual(asked[0]);
        const [previousFrom, from, to] = [
          asked[0].previousFrom,
          asked[0].from,
          asked[0].to,
        ].map(each => Date.parse(each));
        expect([previousFrom % DAY, from % DAY, to % DAY]).toEqual([0, 0, 0]);
        expect(to - from).toBe(Number(range) * DAY);
        expect(from - previousFrom).toBe(to - from);
        // Today belongs to it, up to its end.
        expect(at < to && at >= to - DAY).toBe(true);
      }),
    );
  });

  it('has 168 hours in a week in which clocks change', () => {
    const weeks = ['2026-10-19', '2026-10-26', '2027-03-08', '2027-03-22'];
    for (const monday of weeks) {
      for (const zone of zones) {
        const sunday = DateTime.fromISO(monday, { zone: 'utc' })
          .plus({ days: 6 })
          .toISODate();
        const { from, to } = queryAt(
          Date.UTC(2027, 4, 1),
          zone,
          `from=${monday}&to=${sunday}`,
        )!;
        expect(from).toBe(`${monday}T00:00:00.000Z`);
        expect(Date.parse(to) - Date.parse(from)).toBe(168 * 3_600_000);
      }
    }
  });
});
