/** Texts of the form that declares an incident. */
export const declareMessages = {
  button: 'Declare incident',
  title: 'Declare an incident',
  section: 'What is wrong',
  mayNot: 'You may not declare incidents',
  restored: 'Your draft from before was restored.',
  discard: 'Discard draft',
  failed: 'Nothing was declared',
  failedFields:
    'See what is wrong beside its field. Nothing you typed is lost.',
  more: 'More fields',
  field: {
    title: 'Title',
    entities: 'What is affected',
    description: 'What is known so far',
    started: 'Since when, in {{zone}}',
    privateTo: 'Private to a group',
    triage: 'Look at it quietly first: nobody is told yet',
    drill: 'A drill: it counts in no figure',
  },
  hint: {
    title: 'What goes wrong for whom, in one line',
    entities: 'Type a name; the most important first',
    description: 'Markdown works',
    privateTo: 'Only its members see the incident',
  },
  needed: {
    title: 'Say in a few words what is wrong.',
    entities: 'Name at least one thing that is affected.',
  },
} as const;
