import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** The English texts of the dashboard; an app may override or translate them. */
export const governanceDashboardTranslationRef = createTranslationRef({
  id: 'governance-dashboard',
  messages: {
    title: 'Dashboard',
    tab: { figures: 'Figures', scorecards: 'Scorecards' },
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
      wasOf: 'was {{previous}} of {{n}}',
      few: 'small sample',
      fewDetail:
        'Below 10 records, one more or less makes it another figure: it says neither better nor worse.',
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
    scorecards: {
      title: 'Scorecards · Dashboard',
      what: 'the services',
      label: 'Services',
      lead: 'Those that fail most come first. Open a service to see every check.',
      checks: 'What fails most',
      failing: '{{fail}} of {{of}} fail',
      fails: 'Fails',
      team: 'Owner',
      system: 'System',
      search: 'Search services',
      searchPlaceholder: 'Name',
      count_one: '{{count}} service',
      count_other: '{{count}} services',
      all: 'meets everything that is asked',
      met: '{{met}} of {{of}}',
      nothingAsked: 'Nothing is asked of it',
      more: 'Show more',
      column: {
        service: 'Service',
        owner: 'Owner',
        score: 'Met',
        fails: 'Fails',
        next: 'Next',
      },
      empty: {
        title: 'No service yet',
        description: 'Register entities of kind Component in the catalog.',
        filtered: 'No service matches these filters',
        filteredDetail: 'Remove a filter.',
      },
    },
    home: {
      title: 'Governance now',
      calm: 'Nothing calls for action.',
      open: 'Open the dashboard',
    },
  },
});
