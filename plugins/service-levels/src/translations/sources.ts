/** Texts of the page of sources and of definitions that do not work. */
export const sourceMessages = {
  title: 'Sources',
  what: 'the sources',
  lead: 'Where measurements come from. Addresses and secrets stand in the configuration of the portal; a definition names a source.',
  state: {
    ok: 'Answers',
    trouble: 'Does not answer',
    unheard: 'Not heard yet',
    unused: 'Not asked',
  },
  heard: 'heard',
  never: 'never heard',
  since: 'last heard',
  failures_one: '{{count}} attempt failed since',
  failures_other: '{{count}} attempts failed since',
  unusedDetail: 'No objective names it, so it is not read.',
  objectives_one: '{{count}} objective',
  objectives_other: '{{count}} objectives',
  objectivesWhat: 'the objectives of this source',
  more: 'Those and more are in the overview.',
  empty: {
    title: 'No source is configured',
    description:
      'Name one under serviceLevels.sources in the configuration of the portal, such as the metrics page of a service.',
  },
} as const;

/** Texts of what is wrong with definitions, wherever it is listed. */
export const problemMessages = {
  title: "Definitions that don't work",
  what: 'the problems',
  none: 'Every definition in the catalog works.',
  errors_one: '{{count}} error',
  errors_other: '{{count}} errors',
  warnings_one: '{{count}} warning',
  warnings_other: '{{count}} warnings',
  severity: { error: 'Error', warning: 'Warning' },
  column: {
    place: 'Where',
    document: 'Definition',
    problem: 'What is wrong',
    rule: 'Rule',
  },
  line: 'line {{line}}',
} as const;
