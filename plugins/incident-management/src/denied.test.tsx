import {
  deniedApi,
  expectDenied,
  renderPage,
} from '@countersign/plugin-governance-test-utils/pages';
import { waitFor } from '@testing-library/react';
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
    ['', 'Incidents'],
    ['triage', 'Triage · Incidents'],
    ['silences', 'Silences · Incidents'],
    ['board', 'Board · Incidents'],
    ['status', 'System status · Incidents'],
    ['problems', 'Problems · Incidents'],
    ['on-call', 'On call · Incidents'],
    ['metrics', 'Metrics · Incidents'],
    ['actions', 'Action items'],
    ['runbooks', 'Runbooks'],
    ['imported', 'Imported incidents'],
    ['problems/imported', 'Imported problems'],
    ['INC0000007', 'INC0000007'],
  ])(
    'is told so on /%s, once and under its title, and is offered nothing there',
    async (path, title) => {
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
      await expectDenied(sentence);
      await waitFor(() => expect(document.title).toContain(title));
    },
  );
});
