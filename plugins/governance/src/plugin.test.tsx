import {
  createFrontendPlugin,
  createRouteRef,
  createSubRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  RecordLinkBlueprint,
  RecordNumber,
  SentenceText,
} from '@countersign/plugin-governance-react';
import { record, say } from '@countersign/plugin-governance-common';
import { screen } from '@testing-library/react';
import { governancePlugin } from './plugin';

const rootRouteRef = createRouteRef();
const incidentRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:number',
});

/** An area that owns the numbers beginning with INC. */
const incidents = createFrontendPlugin({
  pluginId: 'incidents',
  routes: { root: rootRouteRef, incident: incidentRouteRef },
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/incidents',
        routeRef: rootRouteRef,
        title: 'Incidents',
        loader: async () => <>The incidents</>,
      },
    }),
    RecordLinkBlueprint.make({
      params: { prefix: 'INC', route: incidentRouteRef },
    }),
  ],
});

/** A page of another area, which names records of both. */
const elsewhere = createFrontendPlugin({
  pluginId: 'elsewhere',
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/elsewhere',
        title: 'Elsewhere',
        loader: async () => (
          <>
            <RecordNumber number="INC0000042" hideCopy />
            <p>
              <SentenceText
                sentence={say`Caused by ${record('CHG0000007')}.`}
              />
            </p>
          </>
        ),
      },
    }),
  ],
});

describe('governancePlugin', () => {
  it('links the records of the areas that are installed, and only theirs', async () => {
    renderTestApp({
      features: [governancePlugin, incidents, elsewhere],
      initialRouteEntries: ['/elsewhere'],
    });

    expect(
      await screen.findByRole('link', { name: 'INC0000042' }),
    ).toHaveAttribute('href', '/incidents/INC0000042');
    expect(screen.getByText('CHG0000007')).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'CHG0000007' }),
    ).not.toBeInTheDocument();
  });

  it('leaves numbers as they are in a portal without it', async () => {
    renderTestApp({
      features: [elsewhere],
      initialRouteEntries: ['/elsewhere'],
    });

    expect(await screen.findByText('INC0000042')).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'INC0000042' }),
    ).not.toBeInTheDocument();
  });
});
