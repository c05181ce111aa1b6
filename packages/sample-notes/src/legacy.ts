/**
 * The same pages in an app of the old frontend system.
 *
 * @packageDocumentation
 */

import { legacyArea } from '@countersign/plugin-governance-react/legacy';
import { notesApi } from './api';
import { contributions } from './contributions';
import { notesPlugin as plugin } from './plugin';
import { rootRouteRef } from './routes';

const area = legacyArea(plugin, [notesApi, ...contributions]);

/** Notes for an app of the old frontend system. */
export const notesPlugin = area.plugin;

/** All pages: `<Route path="/notes" element={<NotesPage />} />`. */
export const NotesPage = area.page('NotesPage', rootRouteRef, () =>
  import('./components/NotesRouter').then(m => m.NotesRouter),
);
