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
      strip: 'The last {{days}} days',
      noMarks: 'Nothing in the last {{days}} days.',
      many: '{{count}}: {{titles}}',
      others: '{{titles}} and {{count}} more',
      lane: '{{area}}: {{count}}',
    },
    serviceTier: {
      'tier-1': 'Tier 1: revenue or sign-in stops without it',
      'tier-2': 'Tier 2: a part of customers cannot do something',
      'tier-3': 'Tier 3: degraded, with a way around',
      'tier-4': 'Tier 4: nobody notices for a day',
      like_one: '{{count}} service, such as {{name}}',
      like_other: '{{count}} services, such as {{name}}',
      nobody: 'no service yet',
      atLeast:
        '{{name}} is {{tier}} and will depend on it. Choose that tier or a more critical one, or approvers will ask why.',
      unknown: "Couldn't read which services there are.",
    },
  },
});
