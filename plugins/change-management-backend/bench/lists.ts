import {
  changeNumber,
  ChangeMoment,
  ListChangesQuery,
} from '@countersign/plugin-change-management-common';
import { itemRef, personRef, teamRef } from './estate';

const DAY = 24 * 3600 * 1000;

/** What happened in so many days, a longer or shorter time ago, as the metrics page links to it. */
function moment(what: ChangeMoment, i: number, days: number): ListChangesQuery {
  const to = Date.now() - (i % 20) * 30 * DAY;
  return {
    [`${what}From`]: new Date(to - days * DAY).toISOString(),
    [`${what}To`]: new Date(to).toISOString(),
  };
}

/** What the list page asks, each with other values every time. */
export const lists: Record<string, (i: number) => ListChangesQuery> = {
  'newest first': () => ({}),
  open: () => ({ state: ['assess', 'authorize', 'scheduled', 'implement'] }),
  'by risk': i => ({ sort: 'risk', environment: i % 2 ? ['staging'] : [] }),
  'by window': () => ({ state: ['scheduled'], sort: 'window', order: 'asc' }),
  'of a team': i => ({ team: [teamRef(i % 40)] }),
  'of a requester': i => ({ requester: [personRef(i % 400)] }),
  'of an item': i => ({ item: [itemRef((i * i) % 600)] }),
  'open, of an item': i => ({ item: [itemRef(i % 600)], state: ['scheduled'] }),
  'emergencies, very high risk': () => ({
    type: ['emergency'],
    risk: ['very_high'],
  }),
  'words of a title': i => ({ q: `certificate service ${i % 600}` }),
  'a frequent word': () => ({ q: 'rotate' }),
  'a number': i => ({ q: changeNumber.of(1 + i * 997) }),
  'beginnings of words': i => ({ q: `rota cred serv ${i % 60}` }),
  'words that never meet': () => ({ q: 'credentials certificate' }),
  'frequent words': () => ({ q: 'rotate the release' }),
  'a word, of a team': i => ({ q: 'disk', team: [teamRef(i % 40)] }),
  'awaiting my approval': () => ({ awaitingMyApproval: true }),
  'closed in 90 days': i => moment('closed', i, 90),
  'closed in a year': i => moment('closed', i, 365),
  'closed in 90 days, of a team': i => ({
    ...moment('closed', i, 90),
    team: [teamRef(i % 40)],
  }),
  'failed in 90 days, of a risk band': i => ({
    ...moment('closed', i, 90),
    risk: ['very_high'],
    closeCode: ['unsuccessful'],
  }),
  'failed in a week': i => ({
    ...moment('closed', i, 7),
    closeCode: ['unsuccessful'],
  }),
  'emergencies submitted in 90 days': i => ({
    ...moment('submitted', i, 90),
    type: ['emergency'],
  }),
  'approved in 90 days': i => ({
    ...moment('approved', i, 90),
    type: ['normal', 'emergency'],
  }),
  'approved in 90 days, of a team': i => ({
    ...moment('approved', i, 90),
    type: ['normal', 'emergency'],
    team: [teamRef(i % 40)],
  }),
  'created in a week': i => moment('created', i, 7),
  'in a week': i => {
    const from = Date.now() + (i % 50) * 24 * 3600 * 1000;
    return {
      windowFrom: new Date(from).toISOString(),
      windowTo: new Date(from + 7 * 24 * 3600 * 1000).toISOString(),
      sort: 'window',
      order: 'asc',
    };
  },
};
