import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { screen } from '@testing-library/react';
import { FakeIncidents, reader } from './__testUtils__/FakeIncidents';
import { candidate, FakeProblems } from './__testUtils__/FakeProblems';
import { incidentManagementApiRef } from './api';
import { IncidentsRouter } from './components/IncidentsRouter';
import { rootRouteRef } from './routes';

jest.setTimeout(240_000);

// What somebody may is remembered within a file: others are there for those who may.
describe('the form that declares an incident', () => {
  it('is not shown to whoever may not declare one', async () => {
    renderPage(<IncidentsRouter />, {
      path: 'declare',
      user: reader,
      apis: [[incidentManagementApiRef, new FakeIncidents()]],
      mountedRoutes: { '/incidents': rootRouteRef },
      may: [],
    });
    expect(
      await screen.findByText('You may not declare incidents'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Declare incident' }),
    ).not.toBeInTheDocument();
  });
});

describe('the list of problems', () => {
  it('offers nobody to open one who may not', async () => {
    renderPage(<IncidentsRouter />, {
      path: 'problems',
      user: reader,
      apis: [[incidentManagementApiRef, new FakeProblems([], [candidate])]],
      mountedRoutes: { '/incidents': rootRouteRef },
      may: [],
    });
    expect(
      await screen.findByText(/with the same condition/),
    ).toBeInTheDocument();
    expect(screen.queryAllByRole('button', { name: /Open/ })).toEqual([]);
  });
});
