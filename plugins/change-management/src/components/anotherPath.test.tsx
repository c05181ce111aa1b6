import { configure, screen, waitFor } from '@testing-library/react';
import { ReactElement } from 'react';
import { Route, Routes } from 'react-router-dom';
import { FakeChangeManagementApi } from '../../dev/FakeChangeManagementApi';
import { renderPage } from '../__testUtils__/renderPage';
import { ChangePage } from './ChangePage';
import { ListPage } from './ListPage';
import { MetricsPage } from './Metrics';

// A page of this size takes its time to appear in jsdom on a busy machine.
configure({ asyncUtilTimeout: 30_000 });
jest.setTimeout(240_000);

describe('a portal that has changes under another path', () => {
  it.each<[string, ReactElement]>([
    ['the list', <ListPage />],
    ['the figures', <MetricsPage />],
    [
      'a change',
      <Routes>
        <Route path="/:number" element={<ChangePage />} />
      </Routes>,
    ],
  ])('is linked to from %s', async (page, element) => {
    const api = new FakeChangeManagementApi();
    const [{ number }] = (await api.listChanges({})).items;
    renderPage(element, {
      api,
      path: page === 'a change' ? number : '',
      at: '/it/changes',
    });

    const linksToChanges = async () => {
      const links = await screen.findAllByRole('link');
      return links
        .map(link => link.getAttribute('href') ?? '')
        .filter(href => href.includes('changes'));
    };
    await waitFor(async () =>
      expect(await linksToChanges()).not.toHaveLength(0),
    );
    for (const href of await linksToChanges()) {
      expect(href).toMatch(/^\/it\/changes/);
    }
  });
});
