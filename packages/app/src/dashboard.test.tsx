import {
  discoveryApiRef,
  fetchApiRef,
  FrontendFeature,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { configure, screen, waitFor, within } from '@testing-library/react';
import { plugins } from './plugins';

configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(240_000);

const features = Object.entries(plugins).flatMap(([name, plugin]) =>
  name.startsWith('@countersign/') ? [plugin as FrontendFeature] : [],
);

const figure = {
  ...{ id: 'open', title: 'Counted', unit: 'count', better: 'lower' },
  ...{ value: 7, definition: 'What there is.' },
};
const answer = (figures: object[]) => ({
  ...{ at: '', previousFrom: '', from: '', to: '' },
  figures,
});
const json = (status: number, body: object) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json' },
  });

/** Opens the dashboard of the portal; every tile is answered with the figures, but not where `isDown` says so. */
function open(options: {
  isDown?: (path: string) => boolean;
  figures?: object[];
}) {
  const { isDown = () => false, figures = [figure] } = options;
  const asked = new Set<string>();
  const fetch = async (input: RequestInfo | URL) => {
    const { pathname } = new URL(
      input instanceof Request ? input.url : String(input),
    );
    if (!pathname.includes('/dashboard')) {
      return json(404, { error: { name: 'NotFoundError', message: 'None' } });
    }
    asked.add(pathname);
    return isDown(pathname)
      ? json(503, {
          error: { name: 'ServiceUnavailableError', message: 'It is away' },
        })
      : json(200, answer(figures));
  };
  const app = renderTestApp({
    features,
    apis: [
      [discoveryApiRef, { getBaseUrl: async id => `http://portal/api/${id}` }],
      [fetchApiRef, { fetch }],
      [catalogApiRef, catalogApiMock()],
    ],
    initialRouteEntries: ['/governance'],
  });
  return { ...app, asked };
}

/** The tiles, once each has its answer or the reason why it has none. */
async function settled(count?: number): Promise<HTMLElement[]> {
  const tiles = () =>
    screen
      .queryAllByRole('region')
      .filter(tile => within(tile).queryByRole('heading', { level: 2 }));
  await waitFor(() => {
    expect(tiles().length).toBeGreaterThanOrEqual(count ?? 1);
    for (const tile of tiles()) {
      const { queryByText, queryByRole } = within(tile);
      expect(
        queryByText('7') ??
          queryByRole('alert') ??
          queryByText('There is nothing to count yet.'),
      ).not.toBeNull();
    }
  });
  return tiles();
}

const nameOf = (tile: HTMLElement) => tile.getAttribute('aria-label')!;

describe('the dashboard of the portal', () => {
  it('has a tile of every area that asks one question, and stands with each of them down in turn', async () => {
    const all = open({});
    const tiles = (await settled()).map(nameOf);
    expect(tiles.length).toBeGreaterThanOrEqual(6);
    // A tile is one request.
    expect(all.asked.size).toBe(tiles.length);
    all.unmount();

    const wereDown: string[] = [];
    for (const path of all.asked) {
      const page = open({ isDown: each => each === path });
      const shown = await settled(tiles.length);
      expect(shown.map(nameOf)).toEqual(tiles);
      const down = shown.filter(tile => within(tile).queryByRole('alert'));
      expect(down).toHaveLength(1);
      expect(down[0]).toHaveTextContent('It is away');
      expect(
        within(down[0]).getByRole('button', { name: 'Retry' }),
      ).toBeVisible();
      wereDown.push(nameOf(down[0]));
      page.unmount();
    }
    expect(wereDown.sort()).toEqual([...tiles].sort());
  });

  it('stands with everything down, and with nothing in it', async () => {
    const dark = open({ isDown: () => true });
    const down = await settled();
    expect(down.every(tile => within(tile).queryByRole('alert'))).toBe(true);
    dark.unmount();

    open({ figures: [] });
    const empty = await settled(down.length);
    expect(
      empty.every(tile =>
        within(tile).queryByText('There is nothing to count yet.'),
      ),
    ).toBe(true);
  });
});
