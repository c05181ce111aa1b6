import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { commentMessages } from './translations/comment';
import { listMessages } from './translations/list';
import { recordMessages } from './translations/record';
import { sharedMessages } from './translations/shared';

/** The English texts that every area shares; an app may override or translate them. */
export const governanceTranslationRef = createTranslationRef({
  id: 'governance',
  messages: {
    shared: sharedMessages,
    list: listMessages,
    record: recordMessages,
    comment: commentMessages,
  },
});
