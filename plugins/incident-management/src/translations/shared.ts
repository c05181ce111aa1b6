/** Words that every page of the plugin uses. */
export const sharedMessages = {
  state: {
    triage: 'Triage',
    new: 'New',
    'in-progress': 'In progress',
    'on-hold': 'On hold',
    resolved: 'Resolved',
    closed: 'Closed',
    canceled: 'Canceled',
  },
  priority: {
    p1: 'Critical',
    p2: 'High',
    p3: 'Moderate',
    p4: 'Low',
    p5: 'Planning',
    label: '{{word}} · P{{n}}',
  },
  level: { high: 'High', medium: 'Medium', low: 'Low' },
  major: {
    none: 'Not a major incident',
    candidate: 'Major incident proposed',
    accepted: 'Major incident',
    rejected: 'Not a major incident',
  },
  role: {
    commander: 'Commander',
    communications: 'Communications',
    scribe: 'Scribe',
  },
  time: {
    started: 'Started',
    detected: 'Detected',
    acknowledged: 'Acknowledged',
    mitigated: 'Mitigated',
    restored: 'Restored',
    resolved: 'Resolved',
  },
  hold: {
    caller: 'the caller',
    change: 'a change',
    problem: 'a problem',
    vendor: 'a vendor',
  },
  cancel: {
    'no-incident': 'not an incident',
    test: 'a test',
    mistake: 'declared by mistake',
  },
  drill: 'Drill',
  private: 'Private',
  privateTo: 'Only {{group}} can see this',
} as const;
