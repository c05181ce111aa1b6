import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeAlerts } from './__testUtils__/FakeAlerts';
import { FakeIncidents, reader, team } from './__testUtils__/FakeIncidents';
import { alertsApiRef, incidentManagementApiRef } from './api';
import { IncidentsRouter } from './components/IncidentsRouter';
import { rootRouteRef } from './routes';

jest.setTimeout(240_000);

const at = '2026-11-26T10:00:00.000Z';
const shop = 'component:default/shop';

const open = (
  incidents: FakeIncidents,
  annotations?: Record<string, string>,
  path = 'runbooks',
) =>
  renderPage(<IncidentsRouter />, {
    path,
    user: reader,
    groups: [team],
    apis: [
      [incidentManagementApiRef, incidents],
      [alertsApiRef, new FakeAlerts()],
    ],
    mountedRoutes: { '/incidents': rootRouteRef },
    entities: annotations && [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'shop', namespace: 'default', annotations },
      },
    ],
  });
const rows = async () =>
  (await screen.findAllByRole('row'))
    .slice(1)
    .map(({ textContent }) => textContent);

describe('the list of runbooks', () => {
  it('has those that the catalog names and those that were used, the longest undrilled first', async () => {
    const incidents = new FakeIncidents();
    const use = { at, by: reader };
    incidents.runbookUses = [
      {
        ...{ runbook: shop, page: 'runbooks/slow', incidents: 2, drills: 1 },
        lastUsed: { ...use, incident: 'INC0000003' },
        lastDrilled: { ...use, incident: 'INC0000002' },
      },
      {
        ...{ runbook: 'system:default/old', incidents: 1, drills: 0 },
        lastUsed: { ...use, incident: 'INC0000001' },
      },
    ];
    open(incidents, {
      'countersign.dev/runbooks':
        '/docs/default/component/shop/runbooks/slow\n/docs/default/component/shop/runbooks/rollback',
    });
    expect(await rows()).toEqual([
      expect.stringMatching(/^Old.*INC0000001.*never10Nothing in the catalog$/),
      expect.stringMatching(/^Rollbacknevernever00.*shop$/),
      expect.stringMatching(/^Slow.*INC0000003.*INC000000221.*shop$/),
    ]);
    expect(
      within(screen.getAllByRole('row')[3]).getByRole('link', {
        name: 'INC0000002',
      }),
    ).toHaveAttribute('href', '/incidents/INC0000002');

    await userEvent.click(screen.getByRole('button', { name: 'Never used' }));
    expect(await rows()).toEqual([expect.stringMatching(/^Rollback/)]);
    expect(screen.getByRole('status')).toHaveTextContent('1 runbook');
  });

  it('says how a runbook gets there where there is none', async () => {
    open(new FakeIncidents());
    expect(await screen.findByText('No runbook yet')).toBeInTheDocument();
    expect(
      screen.getByText(/annotation countersign.dev\/runbooks/),
    ).toBeInTheDocument();
  });

  it('says that it could not be loaded, and tries again', async () => {
    const incidents = new FakeIncidents();
    jest
      .spyOn(incidents, 'getRunbookUses')
      .mockRejectedValueOnce(new Error('away'));
    open(incidents);
    await userEvent.click(await screen.findByRole('button', { name: /again/ }));
    expect(await screen.findByText('No runbook yet')).toBeInTheDocument();
  });
});
