import { ApiHolder } from '@backstage/frontend-plugin-api';
import { componentRef, FakeDrills } from '../__testUtils__/FakeDrills';
import { loadCalendar } from './calendar';
import { loadMarks } from './marks';

const request = (drills: FakeDrills) => {
  const apis: ApiHolder = {
    get: ({ id }) => (id.includes('drills') ? drills : undefined) as never,
  };
  return { apis, signal: new AbortController().signal };
};
const hour = (from: string) => ({
  start: from,
  end: new Date(Date.parse(from) + 3_600_000).toISOString(),
});
const long = {
  start: '2020-01-01T00:00:00.000Z',
  end: '2100-01-01T00:00:00.000Z',
};

describe('when drills are', () => {
  it('is told to the calendar: planned ones by their change, others as long as they took', async () => {
    const api = new FakeDrills().open();
    const entries = (period: typeof long) =>
      loadCalendar({ ...request(api), period } as never);
    const [drill] = (await api.listDrills({})).items;
    expect(await entries(long)).toMatchObject([
      { record: 'DRL0000001', change: drill.change },
    ]);
    api.start();
    const [{ startedAt }] = (await api.listDrills({})).items;
    expect(await entries(hour(startedAt!))).toMatchObject([
      { window: { start: startedAt } },
    ]);
    expect(await entries(hour('2020-01-01T00:00:00.000Z'))).toEqual([]);
  });

  it('is marked on charts of what they broke, for the time of the fault', async () => {
    const api = new FakeDrills().open().start();
    const faults = {
      from: '2026-11-27T10:00:03.000Z',
      to: '2026-11-27T10:05:03.000Z',
    };
    api.write('DRL0000001', 'drill.ended', {
      ...{ outcome: 'passed', reasons: [], faults },
      journal: `sha256:${'b'.repeat(64)}`,
    });
    const marks = (from: string, to: string) =>
      loadMarks({ ...request(api), entityRef: componentRef, from, to });
    expect(await marks(faults.from, faults.to)).toMatchObject([
      { record: 'DRL0000001', at: faults.from, end: faults.to },
    ]);
    expect(await marks(long.start, '2026-11-27T10:00:00.000Z')).toEqual([]);
  });
});
