/** Words that the pages of every area use. */
export const sharedMessages = {
  beside: 'Look at',
  remove: 'Remove {{name}}',
  more: '+{{n}} more',
  areasDenied: 'You may not read {{areas}}.',
  areaFailed: "{{area}} didn't answer: {{reason}}",
  otherVersion:
    'This page is version {{page}}; the portal is version {{portal}}. Reload the page. If this comes again, ask whoever runs the portal to install all packages of one release.',
  brokenRow: "Couldn't show {{name}}",
  preview: {
    label: 'Preview of {{subject}}',
    close: 'Close preview',
  },
  time: {
    now: 'just now',
    due: 'any moment now',
    in: 'in {{span}}',
    ago: '{{span}} ago',
    left: '{{span}} left',
    startsIn: 'starts in {{span}}',
    ended: 'ended {{span}} ago',
    noWindow: 'No window yet',
  },
  clock: {
    example: 'YYYY-MM-DD HH:MM',
    dateExample: 'YYYY-MM-DD',
    malformed: 'Write it as {{example}}, in 24 hours.',
    pick: 'Choose in a calendar',
  },
  keys: {
    send: 'to send',
  },
  actor: {
    system: 'Countersign',
  },
  number: {
    copy: 'Copy {{number}}',
    copied: 'Copied',
  },
  file: {
    download: 'Download',
    downloadOf: 'Download {{name}}',
    failed: 'The file could not be fetched',
  },
  async: {
    failed: 'Could not load {{what}}',
    retry: 'Retry',
    loading: 'Loading {{what}}',
  },
} as const;
