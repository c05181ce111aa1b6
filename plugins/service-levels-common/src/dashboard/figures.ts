import {
  DashboardFigure,
  DashboardScope,
  isListable,
  ResolvedScope,
} from '@countersign/plugin-governance-common';
import { ListObjectives } from '../api';
import { ObjectiveState } from '../engine/objectiveState';

/** Of these nobody can say whether they are kept. */
export const unknownStates: ObjectiveState[] = [
  'inconsistent',
  'no-data',
  'insufficient-evidence',
];

/** What figures of objectives are made of: counted in the database, however many there are. */
export interface ObjectiveCounts {
  states: Partial<Record<ObjectiveState, number>>;
  /** Of those whose budget is known, and how many those are. */
  budget: { median?: number; n: number };
  /** Alerts that began to fire in the period, and in the one before. */
  alerts: { now: number; before: number };
}

/** The figures of objectives on the dashboard. */
export function objectiveDashboardFigures(
  { system }: Pick<DashboardScope, 'system'>,
  { teams }: Pick<ResolvedScope, 'teams'>,
  { states, budget, alerts }: ObjectiveCounts,
): DashboardFigure[] {
  const sumOf = (some: readonly ObjectiveState[]) =>
    some.reduce((sum, state) => sum + (states[state] ?? 0), 0);
  const all = Object.values(states).reduce((sum, n) => sum + n, 0);
  const unknown = sumOf(unknownStates);
  const narrowed: ListObjectives = {
    ...(teams && { owner: teams }),
    ...(system && { system }),
  };
  const listed = (query: ListObjectives = {}) =>
    isListable({ ...(teams && { teams }) })
      ? { list: { ...narrowed, ...query } as DashboardFigure['list'] }
      : {};
  const ok = sumOf(['ok']);
  const judged = all - unknown;
  return [
    {
      id: 'healthy',
      title: 'SLOs within budget',
      unit: 'percent',
      better: 'higher',
      n: judged,
      ...(judged > 0 && { value: (100 * ok) / judged }),
      definition:
        'Objectives that have budget left and do not burn ÷ all of which that is known now.',
      ...listed(),
    },
    {
      id: 'exhausted',
      title: 'Budget spent',
      unit: 'count',
      better: 'lower',
      alarm: true,
      value: sumOf(['exhausted']),
      definition:
        'Objectives that have nothing left of the error budget of their window.',
      ...listed({ state: ['exhausted'] }),
    },
    {
      id: 'burning',
      title: 'Burning now',
      unit: 'count',
      better: 'lower',
      alarm: true,
      value: sumOf(['burning']),
      definition:
        'Objectives that spend their budget so fast that a pair of their alert windows is over its threshold.',
      ...listed({ state: ['burning'] }),
    },
    {
      id: 'budgetLeft',
      title: 'Budget left',
      unit: 'percent',
      better: 'higher',
      n: budget.n,
      ...(budget.median !== undefined && { value: 100 * budget.median }),
      definition:
        'What is left of the error budget, median of all objectives that are measured: half of them have more. Below 0 it is overspent.',
      ...listed(),
    },
    {
      id: 'alerts',
      title: 'Alerts fired',
      unit: 'count',
      better: 'lower',
      value: alerts.now,
      previous: alerts.before,
      definition:
        'Alerts of objectives that began to fire in the period, also those that are over.',
    },
    {
      id: 'unknown',
      title: 'Not measured',
      unit: 'count',
      better: 'lower',
      value: unknown,
      definition:
        'Objectives of which nobody can say whether they are kept: without data, with too little of it, or with counts that contradict each other.',
      ...listed({ state: unknownStates }),
    },
  ];
}
