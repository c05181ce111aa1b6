import {
  createFrontendModule,
  NotFoundErrorPage,
  PageLayout,
} from '@backstage/frontend-plugin-api';
import { SwappableComponentBlueprint } from '@backstage/plugin-app-react';
import { appLayout } from './appLayout';
import { PageFrame } from './PageFrame';
import { relationsTexts } from './relationsTexts';

const pageLayout = SwappableComponentBlueprint.make({
  name: 'core-page-layout',
  params: define => define({ component: PageLayout, loader: () => PageFrame }),
});

const notFoundPage = SwappableComponentBlueprint.make({
  name: 'core-not-found-error-page',
  params: define =>
    define({
      component: NotFoundErrorPage,
      loader: () => import('./NotFoundPage').then(m => m.NotFoundPage),
    }),
});

/** The frame of every page, Backstage's own included: landmarks, titles, tabs, and what is said where there is no page. */
export const shellModule = createFrontendModule({
  pluginId: 'app',
  extensions: [appLayout, pageLayout, notFoundPage, relationsTexts],
});
