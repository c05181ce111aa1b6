/** Texts of what drills add to pages that areas share. */
export const meetingMessages = {
  card: {
    title: 'Is it drilled?',
    what: 'its drills',
    last: 'Last drilled',
    never: 'Never drilled',
    next: 'Due next',
    nothingDue: 'No plan asks for it',
    all: 'All drills',
    running: 'Runs now',
  },
  tab: {
    what: 'the drills of this item',
    empty: 'Nothing was drilled on {{item}} yet',
    emptyDetail:
      'A drill shows whether its alerts fire, and whether people find the way out.',
    count_one: '{{count}} drill',
    count_other: '{{count}} drills',
    due: 'What has to be drilled',
  },
  home: {
    title: 'Drills of your teams',
    what: 'drills of your teams',
    noTeam: 'You are in no team',
    noTeamDetail: 'Drills of services that your teams own show here.',
    none: 'Nothing is overdue',
    noneDetail: 'What your teams own is drilled as the plan says.',
    all: 'Show the plan',
    more_one: '{{count}} more is overdue',
    more_other: '{{count}} more are overdue',
  },
  inbox: {
    drill: 'Drill',
    change: 'Open a change',
    start: 'Start',
    all: 'Overdue drills of your teams ({{total}})',
  },
  related: { plan: 'Plan drill: {{title}}' },
  timeline: { all: 'All drills of it' },
} as const;
