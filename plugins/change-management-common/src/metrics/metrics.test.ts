import fc from 'fast-check';
import { metricsReport } from './metricsReport';
import { MeasuredChange } from './slices';

const period = { from: '2026-11-02T00:00:00Z', to: '2026-11-23T00:00:00Z' };
const change = (fields: Partial<MeasuredChange> = {}): MeasuredChange => ({
  type: 'normal',
  state: 'closed',
  team: 'group:default/shop',
  requester: 'user:default/dana',
  risk: { score: 40, level: 'moderate' },
  closeCode: 'successful',
  createdAt: '2026-11-03T08:00:00.000Z',
  submittedAt: '2026-11-03T09:00:00.000Z',
  authorizeAt: '2026-11-03T09:00:00.000Z',
  approvedAt: '2026-11-03T10:00:00.000Z',
  closedAt: '2026-11-10T10:00:00.000Z',
  demo: false,
  ...fields,
});
const all = (...changes: MeasuredChange[]) =>
  metricsReport(changes, period).all;

describe('emergencies by person', () => {
  it('are what each requested and submitted in the period, of whom had any', () => {
    const by = (
      requester: string,
      type: MeasuredChange['type'] = 'emergency',
    ) => change({ requester, type });
    const { emergenciesByPerson } = metricsReport(
      [
        by('user:default/kenji'),
        by('user:default/kenji'),
        by('user:default/kenji', 'normal'),
        by('user:default/kenji', 'standard'),
        by('user:default/kenji', 'retrospective'),
        change({ type: 'emergency', submittedAt: '2026-10-01T00:00:00Z' }),
        by('user:default/dana', 'normal'),
        by('external:ci'),
      ],
      period,
    );
    expect(emergenciesByPerson).toEqual([
      {
        person: 'user:default/kenji',
        emergencyShare: { n: 4, count: 2, rate: 0.5 },
      },
      { person: 'external:ci', emergencyShare: { n: 1, count: 1, rate: 1 } },
    ]);
  });
});

describe('metricsReport', () => {
  it('divides successful by all that were implemented and closed in the period', () => {
    expect(
      all(
        change(),
        change({ closeCode: 'successful_issues' }),
        change({ closeCode: 'unsuccessful' }),
        change({ type: 'retrospective' }),
        change({ state: 'canceled', closeCode: undefined }),
        change({ state: 'review', closeCode: undefined, closedAt: undefined }),
        change({ closedAt: period.to }),
      ).successRate,
    ).toEqual({ n: 4, count: 2, rate: 0.5 });
  });

  it('takes the time from asking to approving, where somebody was asked beforehand', () => {
    expect(
      all(
        change(),
        change({ type: 'emergency', approvedAt: '2026-11-03T12:00:00.000Z' }),
        change({ type: 'standard', authorizeAt: undefined }),
        change({ type: 'retrospective' }),
        change({ approvedAt: undefined }),
        change({ approvedAt: '2026-11-01T10:00:00.000Z' }),
      ).leadTimeToApproval,
    ).toEqual({ n: 2, median: 3600, p90: 3 * 3600 });
  });

  it('divides emergencies by all that were submitted', () => {
    expect(
      all(
        change(),
        change({ type: 'standard' }),
        change({ type: 'emergency' }),
        change({ type: 'retrospective' }),
        change({ type: 'emergency', submittedAt: undefined }),
      ).emergencyShare,
    ).toEqual({ n: 3, count: 1, rate: 1 / 3 });
  });

  it('has no rate where there is nothing to divide by', () => {
    expect(all().successRate).toEqual({ n: 0, count: 0 });
  });

  it('leaves demo data out unless it is asked for', () => {
    const changes = [change(), change({ demo: true })];
    const n = (includeDemo: boolean) =>
      metricsReport(changes, period, { includeDemo }).all.successRate.n;
    expect(n(false)).toBe(1);
    expect(n(true)).toBe(2);
  });

  it('slices by team and by risk, and shows what came of each band', () => {
    const high = { score: 70, level: 'high' as const };
    const report = metricsReport(
      [
        change({ team: 'group:default/pay', risk: high }),
        change({ risk: high, closeCode: 'unsuccessful' }),
        change({ team: undefined }),
      ],
      period,
    );
    expect(report.byTeam.map(s => [s.team, s.successRate.rate])).toEqual([
      ['group:default/pay', 1],
      ['group:default/shop', 0],
    ]);
    expect(report.byRisk.map(s => [s.level, s.successRate.n])).toEqual([
      ['low', 0],
      ['moderate', 1],
      ['high', 2],
      ['very_high', 0],
    ]);
    expect(report.bands[2]).toMatchObject({
      n: 2,
      failed: 1,
      failureRate: 0.5,
    });
  });

  it('counts by ISO week, with the weeks in which nothing happened', () => {
    const report = metricsReport(
      [
        change(),
        change({
          createdAt: '2026-11-22T23:59:59.999Z',
          closedAt: '2026-11-22T23:59:59.999Z',
          closeCode: 'unsuccessful',
        }),
      ],
      period,
    );
    expect(report.byWeek).toEqual([
      { week: '2026-W45', opened: 1, closed: 0, failed: 0 },
      { week: '2026-W46', opened: 0, closed: 1, failed: 0 },
      { week: '2026-W47', opened: 1, closed: 1, failed: 1 },
    ]);
  });

  it('adds up: the weeks of whole weeks hold every change closed in them', () => {
    const instant = fc
      .integer({ min: Date.parse('2026-10-20'), max: Date.parse('2026-12-05') })
      .map(at => new Date(at).toISOString());
    const some = fc
      .record({
        closedAt: instant,
        closeCode: fc.constantFrom(
          'successful' as const,
          'unsuccessful' as const,
        ),
        level: fc.constantFrom('low' as const, 'high' as const),
      })
      .map(({ level, ...rest }) =>
        change({ ...rest, risk: { score: 1, level } }),
      );
    fc.assert(
      fc.property(fc.array(some, { maxLength: 20 }), changes => {
        const report = metricsReport(changes, period);
        const { n, count } = report.all.successRate;
        const sum = (of: (w: (typeof report.byWeek)[number]) => number) =>
          report.byWeek.reduce((total, week) => total + of(week), 0);
        expect(sum(w => w.closed)).toBe(n);
        expect(sum(w => w.failed)).toBe(n - count);
        expect(report.bands.reduce((total, b) => total + b.n, 0)).toBe(n);
      }),
    );
  });

  it('says of every figure what it means and what it leaves out', () => {
    const saying = (includeDemo: boolean) =>
      metricsReport([], period, { includeDemo }).definitions;
    expect(saying(false).map(d => d.id)).toEqual([
      'successRate',
      'leadTimeToApproval',
      'emergencyShare',
      'bands',
      'byWeek',
    ]);
    for (const { definition, exclusions } of saying(false)) {
      expect(definition).not.toBe('');
      expect(exclusions).toContain('Demo data.');
    }
    for (const { exclusions } of saying(true)) {
      expect(exclusions).not.toContain('Demo');
    }
  });
});
