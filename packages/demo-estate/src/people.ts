const user = (name: string) => `user:default/${name}`;

/** The people of the estate, by first name. */
export const people = {
  dana: user('dana-developer'),
  oscar: user('oscar-owner'),
  amara: user('amara-approver'),
  kenji: user('kenji-oncall'),
  priya: user('priya-raman'),
  tomas: user('tomas-novak'),
  lucia: user('lucia-ferrari'),
  jonas: user('jonas-weber'),
  mei: user('mei-chen'),
  sofia: user('sofia-almeida'),
  arjun: user('arjun-mehta'),
  leila: user('leila-haddad'),
  marcus: user('marcus-brandt'),
  ingrid: user('ingrid-solberg'),
  yusuf: user('yusuf-demir'),
  clara: user('clara-jensen'),
} as const;

/** Groups that stories name. */
export const groups = {
  checkout: 'group:default/checkout',
  platform: 'group:default/platform-sre',
  dataPlatform: 'group:default/data-platform',
  board: 'group:default/change-advisory-board',
} as const;

export const component = (name: string) => `component:default/${name}`;
export const resource = (name: string) => `resource:default/${name}`;

/** Who reports deployments. */
export const PIPELINE = 'ci-pipeline';
