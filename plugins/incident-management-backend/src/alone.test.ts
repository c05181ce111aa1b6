import { mockServices } from '@backstage/backend-test-utils';
import {
  signingKey,
  startTestPortal,
  useForAllTests,
} from '@countersign/plugin-governance-test-utils';
import {
  AlertClient,
  IncidentClient,
} from '@countersign/plugin-incident-management-common';
import { checkout, entities, olive } from './__testUtils__/portal';
import { incidentManagementPlugin } from './plugin';

jest.setTimeout(240_000);

describe('incidents in a portal that has no other area', () => {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const running = useForAllTests(databases =>
    startTestPortal(databases, {
      pluginId: 'incident-management',
      features: [incidentManagementPlugin, logger.factory],
      entities,
      config: { ledger: { signingKey } },
    }),
  );
  const client = () => new IncidentClient(running().api.as(olive));
  /** Beside what Backstage says of a database in memory. */
  const complaints = () =>
    logger.warn.mock.calls.filter(([text]) => /read|answer/.test(text));

  it('name no suspects, and say that there is nothing to suspect', async () => {
    const { incident } = await client().declareIncident({
      title: 'Payments are slow',
      entities: [checkout],
    });
    expect(await client().getSuspects(incident.number)).toEqual({
      items: [],
      isMissing: true,
    });
    expect(complaints()).toEqual([]);
  });

  it('count no deployments, and say why', async () => {
    expect(await client().getMetrics()).toMatchObject({
      delivery: { deployments: 0 },
      deliveryProblem: 'Change management, which knows them, is not installed.',
    });
    expect(complaints()).toEqual([]);
  });

  it('know that no maintenance is planned, also when they are asked again at once', async () => {
    const alerts = new AlertClient(running().api.as(olive));
    for (const answer of [
      await alerts.listMaintenance(),
      await alerts.listMaintenance(),
    ]) {
      expect(answer).toMatchObject({ isKnown: true, items: [] });
    }
    expect(complaints()).toEqual([]);
  });

  it('took nothing of a budget that nobody keeps', async () => {
    const { incident } = await client().declareIncident({
      title: 'Orders are lost',
      entities: [checkout],
    });
    const { number } = incident;
    await client().act(number, 'acknowledge', {});
    await client().act(number, 'mitigate', { text: 'Restarted it.' });
    await client().act(number, 'restore', { text: 'As before.' });
    await client().act(number, 'resolve', { text: 'It was the disk.' });
    await client().act(number, 'start-review', {});
    const { budget } = await client().getReview(number);
    expect(budget).toEqual({ state: 'none', objectives: [] });
    expect(complaints()).toEqual([]);
  });
});
