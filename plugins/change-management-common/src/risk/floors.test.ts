import {
  calm,
  inProduction,
  planOf,
  resource,
  riskItem,
} from '../__testUtils__/risk';
import { PlannedResource } from '../model';
import { assessRisk } from './assessRisk';
import { RiskInput } from './input';
import { levelRank } from './levels';

describe('floors', () => {
  const many = Array.from({ length: 10 }, (_, i) =>
    resource('google_cloud_run_v2_service', 'delete', {
      address: `google_cloud_run_v2_service.s[${i}]`,
    }),
  );
  const database = (action: PlannedResource['action']) =>
    planOf([resource('google_sql_database_instance', action)]);
  const iam = planOf([resource('google_project_iam_member', 'update')]);
  const rules: [
    string,
    'moderate' | 'high' | 'very_high',
    Partial<RiskInput>,
  ][] = [
    ['destroys a stateful', 'high', { plan: database('delete') }],
    ['replaces a stateful', 'high', { plan: database('replace') }],
    [
      'destroys a stateful',
      'high',
      {
        items: [riskItem({ stateful: true })],
        plan: planOf([
          resource('terraform_data', 'delete', {
            entityRef: 'component:default/web',
          }),
        ]),
      },
    ],
    ['10 resources', 'very_high', { ...inProduction, plan: planOf(many) }],
    [
      'tier-1 in production without backout plan',
      'moderate',
      {
        items: [riskItem({ tier: 'tier-1' })],
        change: { ...inProduction.change, backoutPlan: '  ' },
      },
    ],
    [
      'SOX scope',
      'moderate',
      { items: [riskItem({ soxScope: true })], plan: iam },
    ],
    [
      'restricted data',
      'high',
      { items: [riskItem({ dataClassification: 'restricted' })], plan: iam },
    ],
    [
      'no configuration item claims',
      'moderate',
      { ...inProduction, plan: planOf([], ['random_id.x']) },
    ],
  ];
  it.each(rules)('%s: at least %s', (rule, level, input) => {
    const risk = assessRisk({ ...calm, ...input });
    const floor = risk.floors.find(f => f.rule.includes(rule));
    expect(floor).toMatchObject({ level });
    expect(floor?.evidence).not.toEqual([]);
    expect(levelRank(risk.level)).toBeGreaterThanOrEqual(levelRank(level));
  });

  it('lift the score to the level, and are named as what decided', () => {
    const risk = assessRisk({ ...calm, plan: database('delete') });
    expect(risk.assessment.level).not.toBe('high');
    expect(risk).toMatchObject({
      level: 'high',
      score: 60,
      decidedBy: 'destroys a stateful resource → at least high',
    });
  });

  it('do not hold for what is created, or only read', () => {
    for (const action of ['create', 'read', 'no-op'] as const) {
      expect(assessRisk({ ...calm, plan: database(action) }).floors).toEqual(
        [],
      );
    }
  });
});
