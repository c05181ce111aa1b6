/**
 * Says in the list of notifications where one comes from in words.
 *
 * @packageDocumentation
 */

import {
  ApiBlueprint,
  appTreeApiRef,
  createFrontendModule,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import { NamedNotifications } from './NamedNotifications';

const notificationsApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: notificationsApiRef,
      deps: {
        appTree: appTreeApiRef,
        discoveryApi: discoveryApiRef,
        fetchApi: fetchApiRef,
      },
      factory: deps => new NamedNotifications(deps),
    }),
});

/** A module of Backstage's notifications, for apps that have them. */
export const namedNotifications = createFrontendModule({
  pluginId: 'notifications',
  extensions: [notificationsApi],
});

export default namedNotifications;
