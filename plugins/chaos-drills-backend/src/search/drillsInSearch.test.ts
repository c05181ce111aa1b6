import { AreaPages } from '@countersign/plugin-governance-node';
import { drillsInSearch } from './drillsInSearch';

const entity = 'component:default/checkout-api';
const ada = 'user:default/ada';
const drill = (number: string, fields: object = {}) => ({
  ...{ number, entity, title: 'Half of the answers take 3 s' },
  ...{ scenario: 'latency', plannedBy: ada, state: 'planned' },
  ...fields,
});

/** Drills on two pages, and as much of the rest as search reads. */
const drills = {
  listDrills: async ({ cursor }: { cursor?: string }) =>
    cursor
      ? { items: [drill('DRL0000001')] }
      : {
          items: [
            drill('DRL0000002', {
              ...{ state: 'ended', outcome: 'deviated' },
              measurement: { missed: true },
            }),
          ],
          nextCursor: 'second',
        },
  listExperiments: async () => ({
    items: [
      {
        ...{ name: 'dependency-down', title: 'The database refuses' },
        ...{ description: 'No connection is accepted.', problems: [] },
      },
    ],
  }),
  listGameDays: async () => ({
    items: [
      {
        ...{ number: 'GMD0000001', title: 'Black Friday', state: 'running' },
        ...{ plannedBy: ada, observers: ['user:default/ben'] },
        goal: 'Who is called first?',
      },
    ],
  }),
};

const names = {
  of: async (refs: readonly string[]) =>
    new Map(refs.map(ref => [ref, `the ${ref.split('/').at(-1)}`])),
};

async function documents() {
  const found: [string, object[]][] = [];
  const pages = new AreaPages({ path: '/drills', baseUrl: '' });
  for (const collatorOf of drillsInSearch(drills as never, pages)) {
    const factory = collatorOf(names);
    expect(factory.visibilityPermission?.name).toBe('chaos-drills.drill.read');
    const all: object[] = [];
    for await (const document of await factory.getCollator())
      all.push(document);
    found.push([factory.type, all]);
  }
  return Object.fromEntries(found);
}

describe('drills in search', () => {
  it('are found by their titles, their services and people, and lead to their pages', async () => {
    expect(await documents()).toEqual({
      'chaos-drill': [
        {
          ...{ number: 'DRL0000002', state: 'ended', outcome: 'deviated' },
          missed: true,
          title: 'DRL0000002: Half of the answers take 3 s',
          text: 'latency · the checkout-api · the ada',
          location: '/drills/DRL0000002',
        },
        expect.objectContaining({ number: 'DRL0000001', state: 'planned' }),
      ],
      'chaos-experiment': [
        expect.objectContaining({
          title: 'The database refuses',
          text: 'No connection is accepted. · dependency-down',
          location: '/drills/experiments/dependency-down',
        }),
      ],
      'game-day': [
        expect.objectContaining({
          title: 'GMD0000001: Black Friday',
          text: 'Who is called first? · the ada · the ben',
          location: '/drills/game-days/GMD0000001',
        }),
      ],
    });
  });
});
