import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { FakeObjectives } from '../../__testUtils__/FakeObjectives';
import { detail } from '../../__testUtils__/objectives';
import { serviceLevelsApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { SlosRouter } from './SlosRouter';

jest.setTimeout(240_000);

const names = [
  'alerts',
  'sources',
  'check',
  'corrections',
  'policies',
  'objectives',
  'explanation',
  'a#2',
];
const details = names.map(id => detail({ id, title: `The promise ${id}` }));

const open = (path: string) =>
  renderPage(
    <Routes>
      <Route path="/slos/*" element={<SlosRouter />} />
    </Routes>,
    {
      path: `slos/${path}`,
      apis: [[serviceLevelsApiRef, new FakeObjectives({ details }) as never]],
      mountedRoutes: { '/slos': rootRouteRef },
    },
  );

describe('the pages of SLOs', () => {
  it.each(names)('have one of an objective called %s', async id => {
    open(`objectives/${encodeURIComponent(id)}`);
    expect(
      await screen.findByRole('heading', {
        level: 1,
        name: `The promise ${id}`,
      }),
    ).toBeInTheDocument();
  });

  it.each([
    ['a%232', 'The promise a#2'],
    ['a%232/explanation', /^The promise a#2: /],
  ])('lead from the former path %s to where it is now', async (path, name) => {
    open(path);
    expect(
      await screen.findByRole('heading', { level: 1, name }),
    ).toBeInTheDocument();
  });
});
