/** Texts of the fields that say when something is, and when it repeats. */
export const recurrenceMessages = {
  start: 'Start',
  end: 'End',
  zone: 'Time zone',
  zoneHelp:
    'Start and end are wall clock times of this zone; a series keeps them across daylight saving.',
  repeat: 'Repeats',
  repeatMode: {
    once: 'Once',
    weekly: 'Weekly',
    'monthly-day': 'Monthly, on a day',
    'monthly-weekday': 'Monthly, on a weekday',
    raw: 'By rule (RFC 5545)',
  },
  everyWeeks: 'Repeat every n weeks',
  everyMonths: 'Repeat every n months',
  weekdays: 'On',
  dayOfMonth: 'Day of the month',
  ordinal: 'Week of month',
  ordinalName: {
    first: 'First',
    second: 'Second',
    third: 'Third',
    fourth: 'Fourth',
    last: 'Last',
  },
  weekday: 'Weekday',
  until: 'Until (optional)',
  raw: 'Rule',
  sentence: {
    weekly_one: 'Every week on {{days}}{{end}}.',
    weekly_other: 'Every {{count}} weeks on {{days}}{{end}}.',
    monthlyDay_one: 'Every month on day {{day}}{{end}}.',
    monthlyDay_other: 'Every {{count}} months on day {{day}}{{end}}.',
    monthlyWeekday_one: 'Every month on the {{ordinal}} {{day}}{{end}}.',
    monthlyWeekday_other:
      'Every {{count}} months on the {{ordinal}} {{day}}{{end}}.',
    until: ', until {{date}}',
  },
} as const;
