import {
  createFrontendPlugin,
  FrontendFeature,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  BesideBlueprint,
  BesideLinks,
} from '@countersign/plugin-governance-react';
import { RiFileList3Line } from '@remixicon/react';
import { screen } from '@testing-library/react';
import { governancePlugin } from '../plugin';

const beside = (area: string, hasPage = true) =>
  createFrontendPlugin({
    pluginId: area.toLowerCase(),
    extensions: [
      BesideBlueprint.make({
        params: {
          area,
          icon: RiFileList3Line,
          linkOf: ({ entityRef, at }) =>
            hasPage
              ? { text: area, href: `/${area}?of=${entityRef}&at=${at}` }
              : undefined,
        },
      }),
    ],
  });

const record = createFrontendPlugin({
  pluginId: 'record',
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/record',
        title: 'Record',
        loader: async () => (
          <>
            <p>The record</p>
            <BesideLinks
              entityRefs={['component:default/checkout-api']}
              at="2026-11-27T10:00:00.000Z"
            />
          </>
        ),
      },
    }),
  ],
});
const open = (...features: FrontendFeature[]) =>
  renderTestApp({
    features: [...features, record],
    initialRouteEntries: ['/record'],
  });

describe('what areas offer beside a record of another one', () => {
  it('is a link of each that has a page', async () => {
    open(governancePlugin, beside('Logs'), beside('Traces', false));
    expect(await screen.findByRole('link', { name: 'Logs' })).toHaveAttribute(
      'href',
      '/Logs?of=component:default/checkout-api&at=2026-11-27T10:00:00.000Z',
    );
    expect(
      screen.queryByRole('link', { name: 'Traces' }),
    ).not.toBeInTheDocument();
  });

  it.each<[string, FrontendFeature[]]>([
    ['no such area', [governancePlugin]],
    ['no governance plugin', [beside('Logs')]],
  ])('is nothing in a portal with %s', async (_, features) => {
    open(...features);
    expect(await screen.findByText('The record')).toBeInTheDocument();
    expect(screen.queryByText('Look at')).not.toBeInTheDocument();
  });
});
