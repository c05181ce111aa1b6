/** Texts of the board. */
export const boardMessages = {
  title: 'Board · Incidents',
  none: 'None',
  countCapped: '{{total}}+',
  all: 'All in the list',
  move: 'Move on',
  moveOf: 'Move on: {{number}}',
  moves: 'what you may do',
  nothing: 'Nothing is left to do.',
  keys: 'Keys: / search, j and k move, Enter opens, c declares an incident',
  empty: {
    title: 'No incident is open',
    description: 'The board shows what is open and what was resolved lately.',
  },
} as const;
