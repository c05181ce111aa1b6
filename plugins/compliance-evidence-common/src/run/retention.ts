import {
  record,
  refuse,
  Refusal,
  say,
  time,
} from '@countersign/plugin-governance-common';
import { endStates, Run } from './model';

const DAY_MS = 86_400_000;

/** Evidence that is kept for longer than its report demands, as for a court. */
export interface LegalHold {
  /** All runs of it, or the one run that is named. */
  report?: string;
  run?: string;
  reason: string;
}

/** When the evidence of a run that has ended may be erased: not before, and not at all while it is held. */
export function retentionEnds(endedAt: string, retentionDays: number): string {
  return new Date(Date.parse(endedAt) + retentionDays * DAY_MS).toISOString();
}

/** The holds that a run is under. */
export function holdsOn(
  { number, report }: Pick<Run, 'number' | 'report'>,
  holds: readonly LegalHold[],
): LegalHold[] {
  return holds.filter(
    hold =>
      (hold.report === undefined || hold.report === report) &&
      (hold.run === undefined || hold.run === number),
  );
}

/** Whether the evidence of a run may be erased at a moment. */
export function judgeErasure(
  run: Pick<Run, 'number' | 'report' | 'state' | 'endedAt'>,
  of: { retentionDays: number; holds: readonly LegalHold[]; at: string },
): { ok: true } | { ok: false; refusal: Refusal } {
  const { number, state, endedAt } = run;
  if (!endStates.includes(state) || !endedAt) {
    return refuse(
      'state',
      say`${record(number)} has not ended.`,
      'Wait until it has ended.',
    );
  }
  const end = retentionEnds(endedAt, of.retentionDays);
  if (end > of.at) {
    return refuse(
      'retention',
      say`Its report keeps the evidence of ${record(number)} until ${time(
        end,
      )}.`,
      'Wait until then.',
    );
  }
  const [hold] = holdsOn(run, of.holds);
  return hold
    ? refuse(
        'hold',
        say`${record(number)} is held: ${hold.reason}.`,
        'Lift the hold first, where its reason is gone.',
      )
    : { ok: true };
}
