/** Texts of the page that checks a definition before it is saved. */
export const checkMessages = {
  title: 'Check a definition',
  open: 'Check a definition',
  lead: 'Paste OpenSLO, one document or several. Nothing is saved: you see what is wrong, when each objective would alert, and how long the budget lasts.',
  editor: 'OpenSLO',
  check: 'Check',
  example: 'Start from an example',
  failed: 'Nothing was checked',
  works: 'Nothing is wrong with it.',
  read_one: '{{count}} objective can be read. Mend what is wrong first.',
  read_other: '{{count}} objectives can be read. Mend what is wrong first.',
  objectives_one: '{{count}} objective works.',
  objectives_other: '{{count}} objectives work.',
  none: 'It makes no objective yet.',
  promise: '{{target}} over {{window}}',
  promiseCalendar: '{{target}} over {{window}}, by the calendar',
  budget: 'The budget is {{span}} of complete failure.',
  ceiling:
    'Its critical dependencies leave {{highest}} to promise: this is more than they allow.',
  through: '{{objective}} promises {{target}}, by way of',
  next: 'What to do with it',
  step: {
    save: 'Save it beside your catalog-info.yaml, such as slo.yaml.',
    location:
      'Make sure a location of the catalog reads it: the glob under catalog.locations, or a Location entity.',
    lint: 'Have your pipeline check it:',
    merge: 'Merge it. Within a minute the objective is in the overview.',
  },
  command: 'the command',
} as const;

/** Texts of when an objective alerts. */
export const predictionMessages = {
  thresholds: 'When it alerts',
  severity: 'It is a',
  long: 'Spent within',
  short: 'And still in',
  share: 'Share of the budget',
  burn: 'Burn rate',
  errors: 'Share of errors above',
  deaf: 'cannot fire: no share of errors is above 100 %',
} as const;
