import { ActivityRun } from './journal';
import { journalTimes } from './journalTimes';

const at = (minute: number) =>
  new Date(Date.UTC(2026, 10, 27, 10, minute)).toISOString();

const probe = (minute: number, met?: boolean): ActivityRun => ({
  activity: { type: 'probe', name: 'it answers' },
  output: null,
  status: 'succeeded',
  ...{ start: at(minute), end: at(minute), duration: 0 },
  ...(met !== undefined && { tolerance_met: met }),
});
const state = (...probes: ActivityRun[]) => ({
  steady_state_met: probes.every(({ tolerance_met: met }) => met),
  probes,
});
const journal = (
  after: ActivityRun[],
  recovered: (ReturnType<typeof state> & { at: string }) | undefined,
) => ({
  // An action that fails says nothing about the system.
  run: [{ ...probe(1), status: 'failed' as const }],
  steady_states: { before: null, after: state(...after), during: [] },
  extensions: [
    {
      name: 'countersign' as const,
      outcome: 'deviated' as const,
      ...{ reasons: [], faults: [], recovered },
    },
  ],
});

describe('the times of a journal', () => {
  it('are when a probe first saw something wrong, and when all was looked at again', () => {
    expect(
      journalTimes(
        journal([probe(2, true), probe(3, false), probe(4, false)], {
          ...state(probe(6, true)),
          at: at(6),
        }),
      ),
    ).toEqual({ firstBad: at(3), recovered: { at: at(6), holds: true } });
  });

  it('are absent where nothing was wrong and nothing was looked at', () => {
    expect(journalTimes(journal([probe(2, true)], undefined))).toEqual({});
  });
});
