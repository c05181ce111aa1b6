import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { RiskFactor } from '@countersign/plugin-change-management-common';
import {
  riskFactorExtensionPoint,
  RiskFactorSource,
  riskFloorExtensionPoint,
  RiskFloorSource,
} from '@countersign/plugin-change-management-node';
import { people } from '../__testUtils__/estate';
import { Portal, request, startPortal } from '../__testUtils__/portal';
import { RiskSources } from './RiskSources';

jest.setTimeout(240_000);

const factor = (fields: Partial<RiskFactor> = {}): RiskFactor => ({
  id: 'incidents.open',
  title: 'Open incidents',
  value: 0.5,
  weight: 20,
  points: 0,
  evidence: [{ text: 'INC0000007 is open' }],
  ...fields,
});

const answering = (id: string, answer: unknown): RiskFactorSource => ({
  id,
  assess: async () => answer as RiskFactor[],
});

/** A plugin beside change management, as an installation would add it. */
const moduleWith = (sources: {
  factors?: RiskFactorSource[];
  floors?: RiskFloorSource[];
}) =>
  createBackendModule({
    pluginId: 'change-management',
    moduleId: 'risk-sources',
    register(env) {
      env.registerInit({
        deps: {
          factors: riskFactorExtensionPoint,
          floors: riskFloorExtensionPoint,
        },
        async init({ factors, floors }) {
          sources.factors?.forEach(source => factors.addRiskFactor(source));
          sources.floors?.forEach(source => floors.addRiskFloor(source));
        },
      });
    },
  });

describe('risk sources of other plugins', () => {
  const portals: Portal[] = [];
  afterAll(() => Promise.all(portals.map(portal => portal.stop())));
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const submitted = async (sources: Parameters<typeof moduleWith>[0]) => {
    const portal = await startPortal(databases, {
      features: [moduleWith(sources)],
    });
    portals.push(portal);
    const { change, risk } = await portal
      .as(people.dana)
      .createChange(request());
    expect(change.state).toBe('authorize');
    return risk!;
  };

  it('count with their evidence, and a floor decides', async () => {
    const none = await submitted({});
    const risk = await submitted({
      factors: [answering('incidents', [factor()])],
      floors: [
        {
          id: 'majors',
          assess: async ({ items }) => [
            {
              rule: 'a major incident is open → very high',
              level: 'very_high',
              reason: 'INC0000007 is not over.',
              evidence: [{ text: 'INC0000007', ref: items[0].entityRef }],
            },
          ],
        },
      ],
    });
    expect(risk.factors).toContainEqual(factor({ points: 10 }));
    expect(risk.assessment.score - none.assessment.score).toBe(10);
    expect(risk).toMatchObject({
      level: 'very_high',
      decidedBy: 'a major incident is open → very high',
    });
  });

  it('never block a change, and are a doubt where they fail', async () => {
    const none = await submitted({});
    const bad: RiskFactorSource[] = [
      { id: 'rejecting', assess: () => Promise.reject(new Error('down')) },
      {
        id: 'throwing',
        assess: () => {
          throw new Error('broken');
        },
      },
      { id: 'silent', assess: () => new Promise(() => {}) },
      answering('shapeless', 'all is well'),
      answering('unnumbered', [factor({ id: 'unnumbered.a', value: NaN })]),
      answering('lowering', [factor({ id: 'lowering.a', weight: -50 })]),
      answering('foreign', [factor({ id: 'item.tier' })]),
      answering('twice', [
        factor({ id: 'twice.a' }),
        factor({ id: 'twice.a' }),
      ]),
      answering('mute', [{ ...factor({ id: 'mute.a' }), evidence: undefined }]),
    ];
    const risk = await submitted({
      factors: [
        ...bad,
        {
          id: 'meddling',
          assess: async input => {
            input.change.title = 'Nothing to see';
            input.items.length = 0;
            return [];
          },
        },
      ],
      floors: [
        { id: 'sunken', assess: async () => ['high'] as never },
        {
          id: 'unknown',
          assess: async () => [
            { rule: 'r', level: 'none' as never, reason: 'r', evidence: [] },
          ],
        },
      ],
    });
    const doubted = risk.factors.filter(f => f.id.endsWith('.unavailable'));
    expect(doubted.map(({ id }) => id)).toEqual(
      [...bad.map(({ id }) => id), 'sunken', 'unknown'].map(
        id => `${id}.unavailable`,
      ),
    );
    for (const { points, evidence } of doubted) {
      expect(points).toBe(5);
      expect(evidence[0].text).toMatch(/could not be assessed/);
    }
    expect(risk.assessment.score).toBeGreaterThan(none.assessment.score);
    expect(risk.factors.filter(f => !doubted.includes(f))).toEqual(
      none.factors,
    );
  });

  it.each(['item', 'Two words', 'a.b', 'known'])(
    'are not called %s',
    async id => {
      const sources = new RiskSources();
      sources.addRiskFactor(answering('known', []));
      expect(() =>
        sources.addRiskFloor({ id, assess: async () => [] }),
      ).toThrow(id);
      await expect(
        sources.ask(
          { change: {} as never, items: [], now: '' },
          mockServices.logger.mock(),
        ),
      ).resolves.toEqual({ factors: [], floors: [] });
    },
  );
});
