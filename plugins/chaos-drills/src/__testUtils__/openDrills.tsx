import { renderPage } from '@countersign/plugin-governance-test-utils/pages';
import { screen, within } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { chaosDrillsApiRef } from '../api';
import { DrillsRouter } from '../components/DrillsRouter';
// The router loads it when it is opened: on a busy machine compiling it takes longer than a test waits for what it shows.
import '../components/PlanPage';
import { rootRouteRef } from '../routes';
import { FakeDrills, reader, team } from './FakeDrills';

/** A page of drills, by its path below `/drills`. */
export const openDrills = (api: FakeDrills, path = '') =>
  renderPage(
    <Routes>
      <Route path="/drills/*" element={<DrillsRouter />} />
      <Route path="/*" element={<DrillsRouter />} />
    </Routes>,
    {
      path,
      user: reader,
      groups: [team],
      apis: [[chaosDrillsApiRef, api]],
      mountedRoutes: { '/drills': rootRouteRef },
    },
  );

/** A part of the page by its heading. */
export const region = (name: string) =>
  within(screen.getByRole('region', { name }));
