import { createTranslationMessages } from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { catalogGraphTranslationRef } from '@backstage/plugin-catalog-graph/alpha';

/** The page is called in its own header, and in the browser's tab, as in the sidebar. */
export const relationsTexts = TranslationBlueprint.make({
  name: 'relations',
  params: {
    resource: createTranslationMessages({
      ref: catalogGraphTranslationRef,
      full: false,
      messages: { 'catalogGraphPage.title': 'Relations' },
    }),
  },
});
