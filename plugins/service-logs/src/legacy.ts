/**
 * The same pages in an app of the old frontend system.
 *
 * @packageDocumentation
 */

import { legacyArea } from '@countersign/plugin-governance-react/legacy';
import { serviceLogsApi } from './api';
import { contributions } from './contributions/extensions';
import { serviceLogsPlugin as plugin } from './plugin';
import { rootRouteRef } from './routes';

const area = legacyArea(plugin, [serviceLogsApi, ...contributions]);

/** Logs of services for an app of the old frontend system. */
export const serviceLogsPlugin = area.plugin;

/** The page: `<Route path="/logs" element={<LogsPage />} />`. */
export const LogsPage = area.page('LogsPage', rootRouteRef, () =>
  import('./components/LogsPage').then(m => m.LogsPage),
);

/** Logs of an entity: the content of a tab. */
export const EntityLogsContent = area.element('EntityLogsContent', () =>
  import('./components/EntityLogs').then(m => m.EntityLogs),
);
