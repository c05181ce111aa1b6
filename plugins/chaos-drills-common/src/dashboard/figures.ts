import {
  DashboardFigure,
  DashboardScope,
  isListable,
  percentOfAll,
} from '@countersign/plugin-governance-common';
import { ListDrills } from '../api';
import { PlannedDrill } from '../plan';

/** Drills that ended in a time. */
export interface DrillCounts {
  ended: number;
  /** Of these. */
  passed: number;
  /** Of these, those whose predicted alert did not fire. */
  missed: number;
}

/** The figures of drills on the dashboard. */
export function drillDashboardFigures(world: {
  asked: Pick<DashboardScope, 'from' | 'to'>;
  /** What is asked about; everything when absent. */
  items?: string[];
  counts: { now: DrillCounts; before: DrillCounts };
  /** What has to be drilled, of the scope. */
  due: readonly Pick<PlannedDrill, 'dueAt'>[];
  /** ISO 8601. */
  at: string;
}): DashboardFigure[] {
  const { asked, items, counts, due, at } = world;
  const { now, before } = counts;
  const overdue = due.filter(({ dueAt }) => dueAt <= at).length;
  const known = (name: 'value' | 'previous', number: number | undefined) =>
    number === undefined ? {} : { [name]: number };
  // Without any item there is nothing to list, and no filter that says so.
  const canList = items === undefined || items.length > 0;
  const listed = (query: object) =>
    canList && isListable({ ...(items && { items }) })
      ? {
          list: {
            ...(items && { entity: items }),
            ...query,
          } as DashboardFigure['list'],
        }
      : {};
  const ended: ListDrills = {
    state: ['ended'],
    endedFrom: asked.from,
    endedTo: asked.to,
  };
  return [
    {
      id: 'ended',
      title: 'Drills',
      unit: 'count',
      better: 'higher',
      value: now.ended,
      previous: before.ended,
      definition: 'Drills that were started and ended in the period.',
      ...listed(ended),
    },
    {
      id: 'passed',
      title: 'Passed',
      unit: 'percent',
      better: 'higher',
      n: now.ended,
      previousN: before.ended,
      ...known('value', percentOfAll(now.passed, now.ended)),
      ...known('previous', percentOfAll(before.passed, before.ended)),
      definition:
        'Drills whose hypothesis held ÷ all drills that ended in the period.',
      ...listed(ended),
    },
    {
      id: 'missed',
      title: 'Not noticed',
      unit: 'count',
      better: 'lower',
      alarm: true,
      value: now.missed,
      previous: before.missed,
      definition:
        'Drills that ended in the period and whose predicted alert did not fire.',
      ...listed({ ...ended, missed: true }),
    },
    {
      id: 'covered',
      title: 'Drilled in time',
      unit: 'percent',
      better: 'higher',
      n: due.length,
      ...known('value', percentOfAll(due.length - overdue, due.length)),
      definition:
        'What the plan wants drilled, a service and a scenario at a time, and was drilled within its time ÷ all that it wants drilled.',
      ...listed({}),
    },
    {
      id: 'overdue',
      title: 'Overdue',
      unit: 'count',
      better: 'lower',
      alarm: true,
      value: overdue,
      definition:
        'What the plan wants drilled, a service and a scenario at a time, and was not drilled within its time.',
      ...listed({ due: 'overdue' }),
    },
  ];
}
