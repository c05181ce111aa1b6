import { RunEvent } from './events';
import { ActivityRun, FaultRun, Journal, SteadyState } from './journal';

/** What was done by whoever found a run whose controller was gone. */
export interface Aftermath {
  at: string;
  /** Why it is closed. */
  reason: string;
  rollbacks: readonly ActivityRun[];
  /** Faults that were ended then, by their ids; the end of those that could not be told is their lease. */
  ended: ReadonlyMap<string, { at: string } | { endsBy: string }>;
  recovered?: SteadyState;
}

/** Faults as the events of a run leave them: each at its last change. */
export function faultsIn(events: readonly RunEvent[]): FaultRun[] {
  const faults = new Map<string, FaultRun>();
  for (const event of events) {
    if (event.type === 'fault') faults.set(event.fault.id, event.fault);
  }
  return [...faults.values()];
}

/** Those that nobody knows to be over: also one that was only about to be injected, since its target may have taken it. */
export function openFaultsIn(events: readonly RunEvent[]): FaultRun[] {
  return faultsIn(events).filter(
    ({ endedAt, endsBy }) => endedAt === undefined && endsBy === undefined,
  );
}

/** The journal of a run whose controller was killed: what was kept of it, and what was done when it was found. */
export function interruptedJournal(
  events: readonly RunEvent[],
  run: {
    experiment: Record<string, unknown>;
    start: string;
    platform: string;
    node: string;
  },
  { at, reason, rollbacks, ended, recovered }: Aftermath,
): Journal {
  const faults = faultsIn(events).map((fault): FaultRun => {
    const end = ended.get(fault.id);
    if (!end) return fault;
    return 'at' in end
      ? { ...fault, endedAt: end.at }
      : { ...fault, endsBy: end.endsBy };
  });
  const states = (phase: string) =>
    events.flatMap(event =>
      event.type === 'steady-state' && event.phase === phase
        ? [event.state]
        : [],
    );
  const runs = (phase: string) =>
    events.flatMap(event =>
      event.type === 'activity' && event.phase === phase ? [event.run] : [],
    );
  const after = states('steady-state-after').at(-1) ?? null;
  const duration = (Date.parse(at) - Date.parse(run.start)) / 1000;
  const reasons = [
    reason,
    ...rollbacks.flatMap(({ status, activity, exception }) =>
      status === 'failed'
        ? [
            `${String(
              activity.name,
            )} failed, so the rollback is not complete: ${
              exception?.at(0) ?? 'no reason is known'
            }.`,
          ]
        : [],
    ),
    ...(recovered && !recovered.steady_state_met
      ? ['The steady state did not hold again after the rollbacks.']
      : []),
  ];
  return {
    ...run,
    end: at,
    duration: Math.max(0, duration),
    status: 'interrupted',
    deviated: after?.steady_state_met === false,
    steady_states: {
      before: states('steady-state-before').at(-1) ?? null,
      after,
      during: [],
    },
    run: runs('method'),
    rollbacks: [...runs('rollbacks'), ...rollbacks],
    extensions: [
      {
        name: 'countersign',
        outcome: 'interrupted',
        reasons,
        faults,
        ...(recovered && { recovered: { ...recovered, at } }),
      },
    ],
  };
}

/** From the first fault that was injected to the end of the last one; undefined where none was. */
export function faultSpan(
  faults: readonly FaultRun[],
): { from: string; to: string } | undefined {
  const injected = faults.filter(({ injectedAt }) => injectedAt !== undefined);
  if (injected.length === 0) return undefined;
  const from = injected.map(({ injectedAt }) => injectedAt!).sort();
  const to = injected
    .map(({ endedAt, endsBy, injectedAt }) => endedAt ?? endsBy ?? injectedAt!)
    .sort();
  return { from: from[0], to: to[to.length - 1] };
}
