import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The English texts of the places where areas meet; an app may override or translate them. */
export const governancePagesTranslationRef = createTranslationRef({
  id: 'governance-pages',
  messages: {
    inbox: {
      title: 'Waiting for you',
      what: 'what waits for you',
      empty: 'Nothing is waiting for you.',
      emptyDetail:
        'What you can approve, and what your own records need from you, shows here.',
      due: 'due {{when}}',
      since: 'since {{when}}',
      more: 'Show all {{total}}',
    },
    deployNow: {
      title: 'Can I deploy now?',
      what: 'the answer',
    },
    timeline: {
      title: 'What happened lately?',
      what: 'what happened lately',
      empty: 'Nothing has happened to it yet.',
    },
  },
});
