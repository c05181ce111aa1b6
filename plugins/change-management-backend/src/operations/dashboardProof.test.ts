import {
  derivedChangeFigures,
  ListChangesQuery,
} from '@countersign/plugin-change-management-common';
import { DashboardFigure } from '@countersign/plugin-governance-common';
import { LedgerEntry, verifyBundle } from '@countersign/plugin-ledger-common';
import { items, people } from '../__testUtils__/estate';
import { commit, request, usePortal } from '../__testUtils__/portal';

jest.setTimeout(240_000);

describe('the figures of changes on the dashboard', () => {
  const portal = usePortal();
  const dana = () => portal().as(people.dana);
  const period = {
    previousFrom: new Date(Date.now() - 4 * 86_400_000).toISOString(),
    from: new Date(Date.now() - 2 * 86_400_000).toISOString(),
    to: new Date(Date.now() + 86_400_000).toISOString(),
  };

  const approved = async (fields = {}) => {
    const { change } = await dana().createChange(request(fields));
    const { change: scheduled } = await portal()
      .as(people.ada)
      .act(change.number, 'approve', { subjectDigest: change.subjectDigest! });
    return scheduled;
  };

  /** Of each record behind the figures, what its evidence has. */
  const entriesBehind = async (figures: DashboardFigure[]) => {
    const numbers = new Set<string>();
    for (const { list } of figures) {
      const page = await dana().listChanges(list as ListChangesQuery);
      for (const { number } of page.items) numbers.add(number);
    }
    const entries: LedgerEntry[] = [];
    for (const number of numbers) {
      const bundle = verifyBundle(await dana().getEvidence(number), {
        trustedKeys: [],
      });
      entries.push(...(bundle.proven?.entries ?? []).map(({ entry }) => entry));
    }
    return entries;
  };
  it('follow from the evidence of the records on their lists, all of them', async () => {
    // One waits, one is on next week, one was closed, one went ahead before it was approved.
    const inDays = (days: number) =>
      new Date(Date.now() + days * 86_400_000).toISOString();
    await approved({ window: { start: inDays(8), end: inDays(8.05) } });
    const done = await approved();
    const at = new Date().toISOString();
    await portal()
      .asPipeline()
      .reportDeployment({
        ...{ externalId: 'run-1', change: done.number, commit },
        ...{ environment: 'production', outcome: 'succeeded' },
        ...{ startedAt: at, finishedAt: at },
      });
    const { change: review } = await dana().getChange(done.number);
    await dana().act(done.number, 'close', {
      ...{ version: review.version, code: 'successful', notes: 'Done.' },
    });
    const { change: urgent } = await dana().createChange(
      request({ type: 'emergency', items: [items.web] }),
    );
    await dana().act(urgent.number, 'start', { version: urgent.version });

    await dana().createChange(request());

    const { figures, at: asked } = await dana().getDashboard(period);
    const derived = derivedChangeFigures(
      await entriesBehind(figures),
      period,
      asked,
    );
    expect(derived).toHaveLength(figures.length);
    for (const { id, value, previous, n, previousN } of figures) {
      const found = derived.find(each => each.id === id)!;
      expect({ id, value, previous, n, previousN }).toEqual({
        ...{ value: undefined, previous: undefined },
        ...{ n: undefined, previousN: undefined },
        ...found,
      });
    }
    expect(
      Object.fromEntries(figures.map(({ id, value }) => [id, value])),
    ).toMatchObject({
      waiting: 1,
      closed: 1,
      successRate: 100,
      emergencyShare: 25,
    });
  });
});
