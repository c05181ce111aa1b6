/** Texts of all that keeps alerts quiet. */
export const silencesMessages = {
  title: 'Silences · Incidents',
  heading: 'Silences',
  link: 'All silences and maintenance windows',
  what: 'the silences',
  one: 'silence',
  many: 'silences',
  until: 'until',
  endedBy: 'ended by',
  quiet_one: 'keeps 1 group of alerts quiet',
  quiet_other: 'keeps {{count}} groups of alerts quiet',
  state: { active: 'Active', coming: 'Coming', ended: 'Ended' },
  filter: { state: 'State', mine: 'Mine' },
  maintenance: {
    title: 'Maintenance now',
    what: 'the maintenance windows',
    none: 'No maintenance window of the change calendar is on.',
    noChange: 'No approved change is made in it right now.',
    off: 'By configuration, maintenance keeps no alerts quiet.',
    unknown:
      'The change calendar cannot be read: alerts are heard as if nothing were planned.',
  },
  empty: {
    title: 'Nothing is silenced',
    description:
      'A silence has an end and a reason. Silence alerts on the triage page.',
    filteredTitle: 'No silence matches these filters',
    filteredDescription: 'Remove a filter.',
  },
} as const;
