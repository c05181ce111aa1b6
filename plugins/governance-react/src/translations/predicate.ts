/** Texts of a filter predicate, as a person would say it. */
export const predicateMessages = {
  always: 'always',
  all: 'all of',
  any: 'any of',
  not: 'not',
  op: {
    $in: 'is one of',
    $exists: 'is there',
    $missing: 'is not there',
    $contains: 'has one where',
    $hasPrefix: 'begins with',
  },
  is: 'is',
} as const;
