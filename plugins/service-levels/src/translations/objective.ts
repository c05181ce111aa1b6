/** Texts of the page of one objective. */
export const objectiveMessages = {
  what: 'the objective',
  notFound: 'There is no such objective',
  all: 'All objectives',
} as const;
