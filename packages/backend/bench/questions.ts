import { Knex } from 'knex';
import { lists } from '../../../plugins/change-management-backend/bench/lists';
import { Question } from './callers';
import { Portal } from './startPortal';

const api = '/api/change-management';

function queryOf(query: object): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (!Array.isArray(value) || value.length > 0) {
      parameters.set(name, String(value));
    }
  }
  return parameters.toString();
}

/** What is asked of the portal, each time a little else. */
export async function questions(of: {
  portal: Portal;
  /** Those who ask in person. */
  people: string[];
  knex: Knex;
  /** Numbers of changes that the gate lets through. */
  approved: string[];
  /** How many changes there are. */
  total: number;
}): Promise<Record<string, (i: number) => Question>> {
  const { portal, people, knex, approved, total } = of;
  const tokens = await Promise.all(people.map(portal.tokenOf));
  const token = (i: number) => tokens[i % tokens.length];
  const everySo: { number: string }[] = await knex('changes')
    .whereRaw('seq % ? = 0', [Math.ceil(total / 5000)])
    .select('number');
  const gate = (i: number): Question => ({
    path: `${api}/gate`,
    token: portal.pipelineToken,
    body: {
      change: approved[i % approved.length],
      environment: 'production',
    },
  });
  const queries = Object.values(lists);
  return {
    health: () => ({ path: '/.backstage/health/v1/liveness' }),
    'gate, of many changes': gate,
    'gate, all of one change': () => gate(0),
    'list, newest first': i => ({ path: `${api}/changes`, token: token(i) }),
    'list, every filter': i => ({
      path: `${api}/changes?${queryOf(queries[i % queries.length](i))}`,
      token: token(i),
    }),
    'change page': i => ({
      path: `${api}/changes/${everySo[i % everySo.length].number}`,
      token: token(i),
    }),
    'change page, of approved changes': i => ({
      path: `${api}/changes/${approved[i % approved.length]}`,
      token: token(i),
    }),
  };
}
