import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { commentMessages } from './translations/comment';
import { figureMessages } from './translations/figure';
import { importedMessages } from './translations/imported';
import { listMessages } from './translations/list';
import { predicateMessages } from './translations/predicate';
import { proofMessages } from './translations/proof';
import { recordMessages } from './translations/record';
import { recurrenceMessages } from './translations/recurrence';
import { sharedMessages } from './translations/shared';
import { timelineMessages } from './translations/timeline';

/** The English texts that every area shares; an app may override or translate them. */
export const governanceTranslationRef = createTranslationRef({
  id: 'governance',
  messages: {
    shared: sharedMessages,
    list: listMessages,
    record: recordMessages,
    recurrence: recurrenceMessages,
    timeline: timelineMessages,
    proof: proofMessages,
    predicate: predicateMessages,
    figure: figureMessages,
    comment: commentMessages,
    imported: importedMessages,
  },
});
