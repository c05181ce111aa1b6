import fc from 'fast-check';

/** Whatever may stand in a record where a reference is meant: no page may go down over one. */
export const oddRef = fc.oneof(
  fc.constantFrom(
    'ci-pipeline',
    'external:ci-pipeline',
    'plugin:catalog',
    'user:default/deleted-long-ago',
    'robot:default/r2-d2',
    'component:orders',
    'a:b/c/d',
    'user:',
    '/',
    '',
    'n'.repeat(200),
    `user:default/${'n'.repeat(187)}`,
  ),
  fc.string({ maxLength: 200 }),
);
