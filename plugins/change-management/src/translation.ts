import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { sharedMessages } from './translations/shared';

/** The English texts of the change pages; an app may override or translate them. */
export const changeManagementTranslationRef = createTranslationRef({
  id: 'change-management',
  messages: {
    shared: sharedMessages,
  },
});
