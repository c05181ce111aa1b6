import { deployment } from './__testUtils__/fakeChanges';
import {
  carl,
  checkout,
  olive,
  orders,
  sec,
  security,
  una,
  usePortal,
} from './__testUtils__/portal';

jest.setTimeout(240_000);

const MINUTE = 60_000;
const ago = (minutes: number) =>
  new Date(Date.now() - minutes * MINUTE).toISOString();

const deployed = deployment({
  id: 'one',
  changeNumber: 'CHG0000042',
  items: [checkout],
  startedAt: ago(50),
  finishedAt: ago(45),
});
const elsewhere = deployment({
  ...deployed,
  id: 'two',
  items: ['component:default/elsewhere'],
});

describe('what is made of many incidents', () => {
  const { as } = usePortal({ deployments: [deployed, elsewhere] });
  const declare = async (fields: object = {}) => {
    const { incident } = await as(olive).declareIncident({
      title: 'Payments are slow',
      entities: [checkout, orders],
      startedAt: ago(30),
      detectedAt: ago(28),
      ...fields,
    });
    return incident.number;
  };

  it('names the change that ran on what is hit, keeps its place when it is confirmed, and counts its deployment as failed', async () => {
    const number = await declare();
    const { items } = await as(olive).getSuspects(number);
    expect(items).toMatchObject([
      {
        change: 'CHG0000042',
        title: 'The change CHG0000042',
        item: checkout,
        path: [],
        confirmed: false,
        reasons: [
          'Ended 15 min before it began',
          'On component:default/checkout itself',
        ],
      },
    ]);
    await as(olive).act(number, 'acknowledge', {});
    await as(olive).act(number, 'confirm-cause', {
      change: 'CHG0000042',
      reason: 'Its rollback helped.',
    });
    const after = await as(olive).getSuspects(number);
    expect(after.items[0].confirmed).toBe(true);
    const report = await as(una).getMetrics();
    expect(report).toMatchObject({
      suspects: { top1: { n: 1, count: 1 } },
      delivery: { deployments: 2, changeFailRate: { n: 2, count: 1 } },
      all: { detect: { n: 1, median: 120, of: 1 } },
    });
  });

  it('has the incidents behind each figure, and those of a filter alone', async () => {
    const number = await declare({ entities: [orders] });
    await as(carl).act(number, 'acknowledge', {});
    const { items, count } = await as(una).getFigure('detect', {
      entityRef: [orders],
    });
    expect(items.map(each => each.seconds)).toContain(120);
    expect(count).toBe(items.length);
    const none = await as(una).getFigure('detect', { source: ['alert'] });
    expect(none).toEqual({ items: [], count: 0 });
  });

  it('has exactly the incidents of a service behind its figures: those that name it first', async () => {
    await declare({ entities: [checkout, orders] });
    await declare({ entities: [orders] });
    const { by } = await as(una).getMetrics();
    const { figures } = by.service!.find(({ key }) => key === orders)!;
    const { count } = await as(una).getFigure('detect', { service: [orders] });
    expect(count).toBe(figures.incidents);
    expect((await as(una).getMetrics({ service: [orders] })).all).toEqual(
      expect.objectContaining({ incidents: figures.incidents }),
    );
  });

  it('counts nothing that its reader may not see', async () => {
    const before = (await as(una).getMetrics()).all.incidents;
    const { incident } = await as(sec).declareIncident({
      title: 'A leak',
      entities: [checkout],
      privateTo: security,
    });
    expect((await as(una).getMetrics()).all.incidents).toBe(before);
    expect((await as(sec).getMetrics()).all.incidents).toBe(before + 1);
    await expect(as(una).getSuspects(incident.number)).rejects.toMatchObject({
      statusCode: 404,
    });
  });

  it('leaves drills out unless they are asked for', async () => {
    const before = (await as(una).getMetrics()).all.incidents;
    await declare({ drill: true });
    expect((await as(una).getMetrics()).all.incidents).toBe(before);
    const withDrills = await as(una).getMetrics({ drills: true });
    expect(withDrills.all.incidents).toBe(before + 1);
  });

  it('refuses a period that ends before it begins', async () => {
    await expect(
      as(una).getMetrics({ from: ago(0), to: ago(10) }),
    ).rejects.toMatchObject({ statusCode: 400 });
  });
});
