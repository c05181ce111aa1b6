import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The English texts of the dashboard; an app may override or translate them. */
export const governanceDashboardTranslationRef = createTranslationRef({
  id: 'governance-dashboard',
  messages: {
    title: 'Dashboard',
    what: 'the figures',
    covers: '{{from}} – {{to}} (UTC), compared with {{before}} – {{until}}',
    of: 'Of {{what}}.',
    everything: 'Of the whole organization.',
    filter: {
      team: 'Organization or team',
      system: 'System',
      failed: "Couldn't read teams and systems.",
    },
    print: 'Print',
    printTitle: 'Governance dashboard',
    export: 'Export with proof',
    tile: {
      all: 'Show all {{area}}',
      failed: "Couldn't read {{area}}.",
      noFigures: 'There is nothing to count yet.',
    },
    figure: {
      none: 'No data',
      of: 'of {{n}}',
      perDay: '{{number}} a day',
      was: 'was {{previous}}',
      same: 'as before',
      better: 'better',
      worse: 'worse',
      listOf: '{{title}}: show the records',
    },
    empty: {
      title: 'No area shows figures here.',
      description:
        'Install changes, incidents, SLOs, evidence or drills, and their figures stand here.',
    },
    scorecard: {
      title: 'Is it well kept?',
      what: 'the scorecard',
      met: '{{met}} of {{of}} met',
      state: { met: 'yes', unmet: 'no', exempt: 'not asked for' },
    },
    home: {
      title: 'Governance now',
      calm: 'Nothing calls for action.',
      open: 'Open the dashboard',
    },
  },
});
