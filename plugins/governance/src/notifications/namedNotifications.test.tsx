import {
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
  useApi,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import notifications from '@backstage/plugin-notifications/alpha';
import { screen } from '@testing-library/react';
import { useEffect, useState } from 'react';
import { namedNotifications } from '.';

const sent = (id: string, origin: string) => ({
  id,
  origin,
  user: 'user:default/ada',
  created: '2026-11-20T10:00:00.000Z',
  payload: { title: 'CHG0000001 needs your approval' },
});
const page = {
  totalCount: 3,
  notifications: [
    sent('1', 'plugin:reading-list'),
    sent('2', 'plugin:chaos-drills'),
    sent('3', 'external:a-script'),
  ],
};

/** Shows where each notification comes from. */
function Origins() {
  const api = useApi(notificationsApiRef);
  const [origins, setOrigins] = useState<string[]>();
  useEffect(() => {
    api
      .getNotifications()
      .then(({ notifications: all }) => setOrigins(all.map(n => n.origin)));
  }, [api]);
  return <p>{origins?.join(' | ')}</p>;
}

const readingList = createFrontendPlugin({
  pluginId: 'reading-list',
  title: 'Books to read',
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/origins',
        title: 'Origins',
        loader: async () => <Origins />,
      },
    }),
  ],
});

describe('namedNotifications', () => {
  it('says where a notification comes from by the title of the plugin, or by its id in words', async () => {
    renderTestApp({
      features: [notifications, namedNotifications, readingList],
      apis: [
        [discoveryApiRef, { getBaseUrl: async id => `http://test/${id}` }],
        [
          fetchApiRef,
          {
            fetch: async () =>
              new Response(JSON.stringify(page), {
                headers: { 'Content-Type': 'application/json' },
              }),
          },
        ],
      ],
      initialRouteEntries: ['/origins'],
    });

    expect(
      await screen.findByText(
        'Books to read | Chaos drills | external:a-script',
      ),
    ).toBeInTheDocument();
  });
});
