import { Drill } from '@countersign/plugin-chaos-drills-common';
import { RunView } from './readRun';

/** What happened in a drill, in the usual order. */
export const drillTimes = [
  'injected',
  'firstBad',
  'started',
  'alert',
  'incident',
  'acknowledged',
  'mitigated',
  'faultsOver',
  'recovered',
  'restored',
  'resolved',
  'ended',
] as const;
export type DrillTime = (typeof drillTimes)[number];

/** When what happened: by the drill itself, by its run, and by the incident of its alert. What did not happen, or is not known, is absent. */
export function timesOf(
  { faults, measurement, response, endedAt }: Drill,
  run: Pick<RunView, 'firstBadAt' | 'recoveredAt'>,
): Partial<Record<DrillTime, string>> {
  const answered = response?.times ?? {};
  const alert =
    faults && measurement?.measured !== undefined
      ? new Date(Date.parse(faults.from) + measurement.measured).toISOString()
      : undefined;
  return {
    injected: faults?.from,
    firstBad: run.firstBadAt,
    started: answered.started,
    alert,
    incident: answered.opened,
    acknowledged: answered.acknowledged,
    mitigated: answered.mitigated,
    restored: answered.restored,
    resolved: answered.resolved,
    faultsOver: faults?.to,
    recovered: run.recoveredAt,
    ended: endedAt,
  };
}
