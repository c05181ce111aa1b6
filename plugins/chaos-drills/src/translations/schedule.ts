/** Texts of the schedule of an experiment. */
export const scheduleMessages = {
  what: 'the schedule',
  title: 'Schedule',
  lead: 'The portal plans a drill for each window and opens its change. Somebody has to start it: no drill starts by itself.',
  timeline: 'What happened to the schedule',
  state: { off: 'Off', on: 'On', paused: 'Paused' },
  next: 'Next window',
  nextNone: 'None: its rule has come to an end',
  planned: 'Planned',
  ahead_one: '{{count}} day before its window',
  ahead_other: '{{count}} days before its window',
  rule: 'Rule',
  last: 'Last planned',
  by: { on: 'Turned on', paused: 'Paused' },
  reason: 'Why',
  problem: 'No drill could be planned. It is tried again.',
  onlyOthers: 'You may not turn it on or pause it. Ask whoever plans drills.',
  verb: { 'turn-on': 'Turn on', pause: 'Pause' },
  ask: {
    'turn-on': 'Turn the schedule of {{experiment}} on?',
    pause: 'Pause the schedule of {{experiment}}?',
  },
  means: {
    'turn-on':
      'Changes are opened in your name. If windows were left out, one drill is planned for the next window.',
    pause:
      'No more drills are planned. One that is planned already stays: cancel it on its page.',
  },
} as const;
