import {
  DashboardAnswer,
  DashboardQuery,
} from '@countersign/plugin-governance-common';
import { derivedStanding } from '@countersign/plugin-incident-management-common';
import { LedgerEntry, verifyBundle } from '@countersign/plugin-ledger-common';
import { deployment } from './__testUtils__/fakeChanges';
import {
  checkout,
  olive,
  orders,
  una,
  usePortal,
} from './__testUtils__/portal';

jest.setTimeout(240_000);

const DAY = 86_400_000;
/** The next midnight in UTC that comes after these tests: whatever happens now is before it. */
const TO = Math.ceil((Date.now() + 3_600_000) / DAY) * DAY;
const day = (daysBefore: number) =>
  new Date(TO - daysBefore * DAY).toISOString();
const period: DashboardQuery = {
  previousFrom: day(14),
  from: day(7),
  to: day(0),
};

const deployed = (id: string, daysBefore: number, fields: object = {}) =>
  deployment({
    id,
    items: [checkout],
    startedAt: day(daysBefore),
    finishedAt: day(daysBefore),
    committedAt: new Date(TO - daysBefore * DAY - 3_600_000).toISOString(),
    ...fields,
  });

describe('the figures of incidents on the dashboard', () => {
  const { as } = usePortal({
    deployments: [
      deployed('one', 2),
      deployed('two', 3, { outcome: 'failed' }),
      deployed('before', 9),
      deployed('elsewhere', 2, { items: ['component:default/elsewhere'] }),
    ],
  });
  const ask = (query: Partial<DashboardQuery> = {}, who = una) =>
    as(who).getDashboard({ ...period, ...query });
  const figure = ({ figures }: DashboardAnswer, id: string) =>
    figures.find(each => each.id === id)!;
  const declare = async (startedAt: string, entity = checkout) => {
    const { incident } = await as(olive).declareIncident({
      title: 'Payments are slow',
      entities: [entity],
      startedAt,
      detectedAt: startedAt,
    });
    return incident.number;
  };

  beforeAll(async () => {
    await declare(day(9));
    await declare(day(3), orders);
    const drill = await declare(day(2));
    const canceled = await declare(day(2));
    await as(olive).act(canceled, 'cancel', { reason: 'test', text: 'A test' });
    await as(olive).act(drill, 'acknowledge', {});
  });

  it('are of the period, beside those of the one before', async () => {
    const answer = await ask();
    expect(figure(answer, 'started')).toMatchObject({ value: 2, previous: 1 });
    expect(figure(answer, 'open')).toMatchObject({ value: 3, previous: 1 });
    expect(figure(answer, 'restore')).toMatchObject({ unit: 'seconds', n: 0 });
    expect(figure(answer, 'overdueActions').value).toBe(0);
  });

  it('are as many as their list has, also of a team and of a system', async () => {
    for (const query of [
      {},
      { team: ['group:default/payments'] },
      { system: ['system:default/shop'] },
      { team: ['group:default/security'] },
    ]) {
      const answer = await ask(query);
      for (const id of ['open', 'urgent']) {
        const { list, value } = figure(answer, id);
        const { count } = await as(una).listIncidents(list);
        expect([id, count.value]).toEqual([id, value]);
      }
    }
    const none = await ask({ team: ['group:default/security'] });
    expect(figure(none, 'started').value).toBe(0);
  });

  it('follow from the evidence of what is open now', async () => {
    const answer = await ask();
    const { items } = await as(una).listIncidents(figure(answer, 'open').list);
    const entries: LedgerEntry[] = [];
    for (const { number } of items) {
      const bundle = verifyBundle(await as(una).getEvidence(number), {
        trustedKeys: [],
      });
      entries.push(...(bundle.proven?.entries ?? []).map(({ entry }) => entry));
    }
    for (const { id, value } of derivedStanding(entries, answer.at)) {
      expect([id, value]).toEqual([id, figure(answer, id).value]);
    }
  });

  it('are the five of DORA, of deployments of what is asked about', async () => {
    const delivery = async (query: Partial<DashboardQuery> = {}) =>
      as(una).getDeliveryDashboard({ ...period, ...query });
    const all = await delivery();
    expect(all.figures.map(({ id }) => id)).toEqual([
      'frequency',
      'leadTime',
      'changeFailRate',
      'recoveryTime',
      'reworkRate',
    ]);
    expect(figure(all, 'leadTime')).toMatchObject({ value: 3600, n: 2 });
    expect(figure(all, 'changeFailRate').n).toBe(3);
    const shop = await delivery({ system: ['system:default/shop'] });
    expect(figure(shop, 'changeFailRate')).toMatchObject({
      value: 50,
      n: 2,
      previous: 0,
    });
    const payments = await delivery({ team: ['group:default/payments'] });
    expect(figure(payments, 'changeFailRate').n).toBe(2);
    const nobody = await delivery({ team: ['group:default/nobody'] });
    expect(figure(nobody, 'frequency')).toMatchObject({ value: 0, n: 0 });
  });

  it('refuse a period that ends before it begins', async () => {
    await expect(ask({ to: period.previousFrom })).rejects.toMatchObject({
      response: { status: 400 },
    });
  });
});
