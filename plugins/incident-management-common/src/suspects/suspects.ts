import {
  entity,
  joined,
  Phrase,
  record,
  say,
  Sentence,
  sentenceOf,
} from '@countersign/plugin-governance-common';
import { CmdbGraph, RelationStep } from '@countersign/plugin-cmdb-common';

/** One time that a change was carried out. ISO 8601. */
export interface ChangeRun {
  from: string;
  /** Absent while it goes on. */
  to?: string;
  outcome?: 'succeeded' | 'failed' | 'rolled_back';
  /** No approved change covered all of it. */
  deviates?: boolean;
}

/** A change, as far as it may have caused something. */
export interface PossibleCause {
  /** Its number. */
  change: string;
  title: string;
  /** What it touched: entity references. */
  items: readonly string[];
  risk?: 'low' | 'moderate' | 'high' | 'very_high';
  runs: readonly ChangeRun[];
  /** The drill under it that broke what is hit, as somebody knows and nobody has to guess. */
  drill?: string;
}

/** What is asked of the ranking. */
export interface SuspicionInput {
  /** When the impact began: ISO 8601. */
  started: string;
  /** What is hit. */
  entities: readonly string[];
  causes: readonly PossibleCause[];
  graph: Pick<CmdbGraph, 'dependenciesOf'>;
}

/** A change that may have caused an incident, and why. */
export interface Suspect {
  change: string;
  title: string;
  /** 1 to 100: higher is more likely. It is a rank, and no probability. */
  score: number;
  /** The item that speaks most against it. */
  item: string;
  /** From what is hit to that item; empty where it is the same. */
  path: RelationStep[];
  /** The run that is meant. */
  run: ChangeRun;
  /** What speaks for it, the strongest first. */
  reasons: Sentence[];
}

/** So long before an incident a change can still be what caused it. */
export const SUSPICION_REACH_MS = 7 * 86_400_000;
/** A change that ended so long before is half as likely as one that was running. */
const HALF_AFTER_MS = 3_600_000;
/** Clocks of pipelines and of monitoring differ by so much. */
const CLOCKS_DIFFER_MS = 60_000;
/** Further away nothing is asked for. */
const FARTHEST = 5;

const riskWeights = { low: 1, moderate: 1, high: 1.15, very_high: 1.3 };
const FAILED = 1.5;
const DEVIATES = 1.3;
/** What weighs most: a failed run of a change of very high risk, on what is hit, that nobody had approved. */
const HEAVIEST = FAILED * DEVIATES * riskWeights.very_high;

/** Where an item stands to what is hit. */
interface Nearness {
  distance: number;
  path: RelationStep[];
}

/**
 * Changes that may have caused an incident, the most likely first: those that ran on what is hit or on what it needs, before
 * it began. The nearer in time and in the catalog, the higher; failed runs, runs that no approval covered and a high risk
 * come on top. The change of a drill that broke it on purpose is first. The order is the same whatever the order of what is given.
 */
export function rankSuspects(input: SuspicionInput): Suspect[] {
  const near = nearnessOf(input);
  return input.causes
    .flatMap(cause => suspectOf(cause, near, Date.parse(input.started)))
    .sort(
      (a, b) =>
        b.weight - a.weight ||
        laterFirst(a.run, b.run) ||
        (a.change < b.change ? -1 : 1),
    )
    .map(({ weight, ...suspect }) => ({
      ...suspect,
      score: Math.max(1, Math.min(100, Math.round((100 * weight) / HEAVIEST))),
    }));
}

function nearnessOf({
  entities,
  graph,
}: SuspicionInput): ReadonlyMap<string, Nearness> {
  const reached = graph.dependenciesOf(entities, { maxDepth: FARTHEST });
  const near = new Map<string, Nearness>(
    reached.entities.map(({ entityRef, depth, path }) => [
      entityRef,
      { distance: depth, path },
    ]),
  );
  for (const ref of entities) {
    near.set(ref.toLocaleLowerCase('en-US'), { distance: 0, path: [] });
  }
  return near;
}

type Weighed = Omit<Suspect, 'score'> & { weight: number };

function suspectOf(
  cause: PossibleCause,
  near: ReadonlyMap<string, Nearness>,
  started: number,
): Weighed[] {
  const items = cause.items
    .map(item => item.toLocaleLowerCase('en-US'))
    .filter(item => near.has(item))
    .sort(
      (a, b) =>
        near.get(a)!.distance - near.get(b)!.distance || (a < b ? -1 : 1),
    );
  const [item] = items;
  if (item === undefined) return [];
  const { distance, path } = near.get(item)!;
  const weighed = cause.runs.flatMap(run => {
    const ago = agoOf(run, started);
    if (ago === undefined) return [];
    const failed = run.outcome === 'failed' || run.outcome === 'rolled_back';
    const weight =
      (HALF_AFTER_MS / (HALF_AFTER_MS + ago)) *
      (1 / (1 + distance)) *
      (failed ? FAILED : 1) *
      (run.deviates ? DEVIATES : 1) *
      riskWeights[cause.risk ?? 'low'];
    return [{ run, ago, weight }];
  });
  const [worst] = weighed.sort(
    (a, b) => b.weight - a.weight || laterFirst(a.run, b.run),
  );
  if (!worst) return [];
  const { run, ago, weight } = worst;
  const { change, title, risk, drill } = cause;
  return [
    {
      change,
      title,
      item,
      path,
      run,
      weight: drill === undefined ? weight : Infinity,
      reasons: [
        ...(drill === undefined
          ? []
          : [say`The drill ${record(drill)} under it broke it on purpose`]),
        whenOf(ago),
        whereOf(item, path),
        ...(run.outcome === 'failed' ? [say`Its run failed`] : []),
        ...(run.outcome === 'rolled_back' ? [say`It was rolled back`] : []),
        ...(run.deviates ? [say`No approval covered all of it`] : []),
        ...(risk === 'high' ? [say`High risk`] : []),
        ...(risk === 'very_high' ? [say`Very high risk`] : []),
      ],
    },
  ];
}

/** What began later is nearer; what began together is told apart somehow, always in the same way. */
function laterFirst(a: ChangeRun, b: ChangeRun): number {
  const [one, other] = [JSON.stringify(a), JSON.stringify(b)];
  return (
    Date.parse(b.from) - Date.parse(a.from) ||
    (one === other ? 0 : Number(one > other) - Number(one < other))
  );
}

/** How long before the start it had ended; undefined where it cannot have caused anything. Milliseconds. */
function agoOf({ from, to }: ChangeRun, started: number): number | undefined {
  if (Date.parse(from) > started + CLOCKS_DIFFER_MS) return undefined;
  const ago = to === undefined ? 0 : Math.max(0, started - Date.parse(to));
  return ago <= SUSPICION_REACH_MS ? ago : undefined;
}

function whenOf(ago: number): Sentence {
  return ago === 0
    ? say`Was running when it began`
    : say`Ended ${howLong(ago)} before it began`;
}

function howLong(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} d`;
}

function whereOf(item: string, path: readonly RelationStep[]): Sentence {
  if (path.length === 0) return say`On ${entity(item)} itself`;
  const between: Phrase[] = path.slice(1).map(({ from }) => [entity(from)]);
  return sentenceOf([
    say`On ${entity(item)}, which ${entity(path[0].from)} depends on`,
    between.length > 0 ? say` through ${joined(between, ', ')}` : '',
  ]);
}
