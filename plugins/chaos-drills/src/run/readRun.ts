import {
  FaultChange,
  RunEvents,
  RunPhase,
  runPhases,
} from '@countersign/plugin-chaos-drills-common';

type KeptEvent = RunEvents['events'][number];
type FaultEvent = Extract<KeptEvent['event'], { type: 'fault' }>;

const faultChanges = [
  'intended',
  'refused',
  'injected',
  'renewed',
  'ended',
  'lost',
] as const satisfies readonly FaultChange[];

/** One step of a run, as a line: what was done, what came of it, and which value was compared. */
export interface StepLine {
  id: string;
  name: string;
  status: 'succeeded' | 'failed';
  start: string;
  end: string;
  /** Absent where nothing was compared. */
  met?: boolean;
  comparison?: { what: string; compared: string; expected: string };
  /** Why it failed. */
  problem?: string;
}

/** What is being done at the moment. */
export interface CurrentStep {
  id: string;
  name: string;
  since: string;
}

/** One phase of a run. */
export interface PhaseView {
  phase: RunPhase;
  state: 'waiting' | 'running' | 'done' | 'skipped';
  at?: string;
  /** Whether the steady state held, where it was looked at: the last look counts. */
  met?: boolean;
  steps: StepLine[];
  /** Begun and not done: several where some run in the background. */
  current: CurrentStep[];
}

/** One fault of a run. */
export interface FaultView {
  id: string;
  fault: string;
  target: string;
  arguments: string;
  change: FaultChange;
  intendedAt: string;
  injectedAt?: string;
  endedAt?: string;
  /** When its target ends it unless it hears of us again. */
  leaseEndsAt: string;
  renewals: number;
  endedElsewhere: boolean;
  clockAheadSeconds?: number;
  problem?: string;
}

/** A run as far as its events tell it. */
export interface RunView {
  phases: PhaseView[];
  faults: FaultView[];
  /** Why it was stopped. */
  stopping?: string;
  /** The first probe that did not hold after a fault was on. */
  firstBadAt?: string;
  /** When the steady state held again. */
  recoveredAt?: string;
}

/** Puts the events of a run together, in the order in which they were kept. */
export function readRun(
  events: readonly KeptEvent[],
  { isOver }: { isOver: boolean },
): RunView {
  const steps = new Map<RunPhase, StepLine[]>();
  const current = new Map<RunPhase, CurrentStep[]>();
  const begun = new Map<RunPhase, string>();
  const met = new Map<RunPhase, boolean>();
  const faults = new Map<string, FaultView>();
  const found: Pick<RunView, 'stopping' | 'firstBadAt' | 'recoveredAt'> = {};
  const add = (phase: RunPhase, lines: readonly StepLine[]) => {
    steps.set(phase, [...(steps.get(phase) ?? []), ...lines]);
    const isFaulty = [...faults.values()].some(({ injectedAt }) => injectedAt);
    const bad = lines.find(line => line.met === false);
    if (isFaulty && bad) found.firstBadAt ??= bad.end;
  };
  for (const { seq, at, event } of events) {
    switch (event.type) {
      case 'phase':
        if (!begun.has(event.phase)) begun.set(event.phase, event.at);
        break;
      case 'step':
        current.set(event.phase, [
          ...(current.get(event.phase) ?? []),
          { id: `${seq}`, name: event.name, since: event.at },
        ]);
        break;
      case 'activity': {
        const line = stepLine(event.run, `${seq}`);
        const open = current.get(event.phase) ?? [];
        // Of two of one name the first that began is done first, as far as anybody can tell.
        const done = open.find(({ name }) => name === line.name);
        current.set(
          event.phase,
          open.filter(step => step !== done),
        );
        add(event.phase, [line]);
        break;
      }
      case 'steady-state': {
        const { probes, steady_state_met: holds } = event.state;
        add(
          event.phase,
          probes.map((probe, i) => stepLine(probe, `${seq}-${i}`)),
        );
        met.set(event.phase, holds);
        if (event.phase === 'recovery' && holds) {
          found.recoveredAt ??= probes.at(-1)?.end ?? at;
        }
        break;
      }
      case 'fault':
        faults.set(event.fault.id, faultView(event, at));
        break;
      default:
        found.stopping ??= event.reason;
    }
  }
  const last = runPhases.findLast(phase => begun.has(phase));
  return {
    ...found,
    phases: runPhases.map(phase => ({
      phase,
      state: stateOf(phase, { last, begun, isOver }),
      at: begun.get(phase),
      met: met.get(phase),
      steps: steps.get(phase) ?? [],
      current: isOver ? [] : current.get(phase) ?? [],
    })),
    faults: [...faults.values()],
  };
}

function stateOf(
  phase: RunPhase,
  {
    last,
    begun,
    isOver,
  }: {
    last: RunPhase | undefined;
    begun: ReadonlyMap<RunPhase, string>;
    isOver: boolean;
  },
): PhaseView['state'] {
  if (begun.has(phase)) {
    return phase === last && !isOver ? 'running' : 'done';
  }
  const isPast =
    last !== undefined && runPhases.indexOf(phase) < runPhases.indexOf(last);
  return isPast || isOver ? 'skipped' : 'waiting';
}

interface KeptStep {
  activity: Record<string, unknown>;
  status: 'succeeded' | 'failed';
  start: string;
  end: string;
  [more: string]: unknown;
}

/** What is read of a step beyond its form may be of another version: it is looked at, not trusted. */
function stepLine(run: KeptStep, id: string): StepLine {
  const { activity, status, start, end } = run;
  const comparison = objectOf(run.comparison);
  const tolerated = run.tolerance_met ?? comparison?.met;
  const problem = Array.isArray(run.exception) ? run.exception[0] : undefined;
  return {
    ...{ id, status, start, end },
    name: String(activity.name ?? activity.type ?? ''),
    ...(typeof tolerated === 'boolean' && { met: tolerated }),
    ...(comparison && {
      comparison: {
        what: String(comparison.what ?? ''),
        compared: wordsOf(comparison.compared),
        expected: String(comparison.expected ?? ''),
      },
    }),
    ...(problem !== undefined && { problem: String(problem) }),
  };
}

function faultView({ change, fault }: FaultEvent, at: string): FaultView {
  const text = (name: string) =>
    typeof fault[name] === 'string' ? (fault[name] as string) : undefined;
  const ahead = Number(fault.clockAheadSeconds ?? 0);
  const ends = Date.parse(at) + fault.leaseSeconds * 1000;
  return {
    id: fault.id,
    fault: fault.fault,
    target: fault.target,
    arguments: Object.entries(objectOf(fault.arguments) ?? {})
      .map(([name, value]) => `${name} ${wordsOf(value)}`)
      .join(', '),
    // One of a later version says at least that something is there.
    change: faultChanges.find(known => known === change) ?? 'injected',
    intendedAt: fault.intendedAt,
    injectedAt: text('injectedAt'),
    endedAt: text('endedAt'),
    leaseEndsAt: text('endsBy') ?? new Date(ends).toISOString(),
    renewals: Number(fault.renewals ?? 0),
    endedElsewhere: fault.endedElsewhere === true,
    ...(ahead !== 0 && { clockAheadSeconds: ahead }),
    problem: text('problem'),
  };
}

function objectOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** Longer values are cut: the journal has them whole. */
const LONGEST_VALUE = 200;

function wordsOf(value: unknown): string {
  const text =
    typeof value === 'string' ? value : JSON.stringify(value) ?? 'nothing';
  return text.length > LONGEST_VALUE
    ? `${text.slice(0, LONGEST_VALUE)}…`
    : text;
}
