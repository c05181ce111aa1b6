import { AlertTier, thresholdOf } from '../arithmetic';
import { resolutionsOf, silenceAllowed, tiersOf } from '../engine';
import { promDuration } from '../promql';
import { windowLength } from '../window';
import { CountedObjective } from './CountedObjective';

/** A window that sums are kept over, and the steps they are summed from. */
export interface SumWindow {
  length: number;
  /** Milliseconds of the steps that the portal sums it from, too. */
  by: number;
}

/** A pair of windows that alerts. */
export interface RuleTier {
  tier: AlertTier;
  threshold: number;
  long: SumWindow;
  short: SumWindow;
}

/** Objectives of a cell that alert alike. */
export interface AlertClass {
  ids: string[];
  tiers: RuleTier[];
  /** Milliseconds. */
  silence: number;
}

export type CellKind = 'events' | 'slices' | 'composite';

/** Objectives whose windows are summed together. */
export interface Cell {
  name: string;
  step: number;
  /** Whether what is summed are events, time slices that were judged as a whole, or what others make up. */
  kind: CellKind;
  objectives: CountedObjective[];
  windows: SumWindow[];
  classes: AlertClass[];
}

/** Spreads objectives over cells: by how often they are evaluated, and by their names, so that each stays where it is. */
export function cellsOf(
  objectives: readonly CountedObjective[],
  cells: number,
): Cell[] {
  const byName = new Map<string, CountedObjective[]>();
  for (const each of objectives) {
    const number = hashOf(each.objective.id) % cells;
    const kind = kindOf(each);
    const name = [
      promDuration(each.step),
      ...(kind === 'events' ? [] : [kind]),
      number,
    ].join('-');
    byName.set(name, [...(byName.get(name) ?? []), each]);
  }
  return [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, members]) => {
      const classes = classesOf(members);
      return {
        name,
        step: members[0].step,
        kind: kindOf(members[0]),
        objectives: members,
        windows: distinct([
          ...classes.flatMap(({ tiers }) =>
            tiers.flatMap(({ long, short }) => [long, short]),
          ),
          ...members.flatMap(whole),
        ]),
        classes,
      };
    });
}

function kindOf({ counted, slice }: CountedObjective): CellKind {
  if (counted.kind === 'composite') return 'composite';
  return slice ? 'slices' : 'events';
}

function classesOf(members: readonly CountedObjective[]): AlertClass[] {
  const classes = new Map<string, AlertClass>();
  for (const { objective, step } of members) {
    const silence = silenceAllowed(objective);
    const tiers = tiersOf(objective).flatMap(tier =>
      ruleTier(tier, objective, step),
    );
    const key = JSON.stringify([
      silence,
      tiers.map(({ tier, ...rest }) => [rest, tier.severity, tier.pending]),
    ]);
    const known = classes.get(key) ?? { ids: [], tiers, silence };
    known.ids.push(objective.id);
    classes.set(key, known);
  }
  return [...classes.values()];
}

/** Nothing for a pair that can never fire. */
function ruleTier(
  tier: AlertTier,
  objective: CountedObjective['objective'],
  step: number,
): RuleTier[] {
  const window = windowLength(objective.window);
  const { errorRatio, canFire } = thresholdOf(tier, {
    target: objective.target,
    window,
  });
  const levels = resolutionsOf(window, step, tiersOf(objective));
  const summed = (length: number): SumWindow[] =>
    levels
      .filter(
        each =>
          length <= Math.ceil(each.reach / each.step) * each.step &&
          length % each.step === 0,
      )
      .slice(0, 1)
      .map(({ step: by }) => ({ length, by }));
  const [long] = summed(tier.long);
  const [short] = summed(tier.short);
  return canFire && long && short
    ? [{ tier, threshold: errorRatio, long, short }]
    : [];
}

/** The window of the objective itself, where it is rolling: a period of the calendar is no fixed time. */
function whole({ objective, step }: CountedObjective): SumWindow[] {
  if (objective.window.kind !== 'rolling') return [];
  const length = windowLength(objective.window);
  const level = resolutionsOf(length, step, tiersOf(objective)).find(
    each => length <= Math.ceil(each.reach / each.step) * each.step,
  );
  if (!level) return [];
  return [
    { length: Math.ceil(length / level.step) * level.step, by: level.step },
  ];
}

function distinct(windows: readonly SumWindow[]): SumWindow[] {
  return [
    ...new Map(
      windows.map(each => [`${each.length}/${each.by}`, each]),
    ).values(),
  ].sort((a, b) => a.by - b.by || a.length - b.length);
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) {
    hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193) >>> 0;
  }
  return hash;
}
