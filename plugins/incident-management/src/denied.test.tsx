import {
  deniedApi,
  renderPage,
} from '@countersign/plugin-governance-test-utils/pages';
import { screen, within } from '@testing-library/react';
import {
  alertsApiRef,
  importedIncidentsApiRef,
  importedProblemsApiRef,
  incidentManagementApiRef,
  onCallApiRef,
  runbooksApiRef,
} from './api';
import { IncidentsRouter } from './components/IncidentsRouter';
import { rootRouteRef } from './routes';

jest.setTimeout(240_000);

const sentence =
  'You may not read incidents: ask for the permission incident-management.incident.read';

describe('whoever may read no incident', () => {
  it.each([
    '',
    'triage',
    'board',
    'status',
    'problems',
    'on-call',
    'metrics',
    'actions',
    'runbooks',
    'imported',
    'problems/imported',
  ])('is told so on /%s, once, and is offered nothing there', async path => {
    renderPage(<IncidentsRouter />, {
      path,
      apis: [
        [incidentManagementApiRef, deniedApi(sentence)],
        [alertsApiRef, deniedApi(sentence)],
        [onCallApiRef, deniedApi(sentence)],
        [runbooksApiRef, deniedApi(sentence)],
        [importedIncidentsApiRef, deniedApi(sentence)],
        [importedProblemsApiRef, deniedApi(sentence)],
      ],
      mountedRoutes: { '/incidents': rootRouteRef },
      may: [],
    });
    const main = within(await screen.findByRole('main'));
    expect(await main.findAllByText(sentence)).toHaveLength(1);
    expect(main.queryByText(/^No .* yet$/)).not.toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(main.queryAllByRole('button')).toEqual([]);
  });
});
