import { AlertSeverity } from '../arithmetic';
import { burningPair, PairVerdict } from './evaluate';

/** What becomes of an alert, as the ledger records it. Instants are milliseconds since 1970. */
export type AlertEvent =
  | {
      type: 'alert.pending' | 'alert.fired' | 'alert.raised' | 'alert.lowered';
      alert: string;
      at: number;
      severity: AlertSeverity;
      /** Milliseconds: the long window of the pair that burns. */
      window: number;
    }
  | { type: 'alert.withdrawn' | 'alert.resolved'; alert: string; at: number }
  | { type: 'alert.acknowledged'; alert: string; at: number; by: string };

/** An alert of one objective, as its events tell it. */
export interface Alert {
  id: string;
  state: 'pending' | 'firing' | 'resolved' | 'withdrawn';
  severity: AlertSeverity;
  window: number;
  pendingSince: number;
  firedAt?: number;
  /** Since when it has its severity; absent before it fires. */
  severitySince?: number;
  resolvedAt?: number;
  acknowledged?: { by: string; at: number };
}

/** Folds the events of one objective into its latest alert. What does not fit what stands changes nothing. */
export function foldAlert(events: readonly AlertEvent[]): Alert | undefined {
  return events.reduce<Alert | undefined>(applyAlertEvent, undefined);
}

/** What one event makes of an alert. */
export function applyAlertEvent(
  alert: Alert | undefined,
  event: AlertEvent,
): Alert | undefined {
  if (event.type === 'alert.pending') {
    if (isOpen(alert)) return alert;
    const { alert: id, severity, window, at } = event;
    return { id, state: 'pending', severity, window, pendingSince: at };
  }
  if (!alert || !isOpen(alert) || alert.id !== event.alert) return alert;
  switch (event.type) {
    case 'alert.fired':
      if (alert.state === 'firing') return alert;
      return {
        ...alert,
        state: 'firing',
        severity: event.severity,
        window: event.window,
        firedAt: event.at,
        severitySince: event.at,
      };
    case 'alert.raised':
    case 'alert.lowered':
      return {
        ...alert,
        severity: event.severity,
        severitySince: event.at,
        window: event.window,
      };
    case 'alert.acknowledged':
      if (alert.state !== 'firing' || alert.acknowledged) return alert;
      return { ...alert, acknowledged: { by: event.by, at: event.at } };
    case 'alert.resolved':
      return alert.state === 'firing'
        ? { ...alert, state: 'resolved', resolvedAt: event.at }
        : alert;
    default:
      return alert.state === 'pending'
        ? { ...alert, state: 'withdrawn', resolvedAt: event.at }
        : alert;
  }
}

function isOpen(alert: Alert | undefined): alert is Alert {
  return alert?.state === 'pending' || alert?.state === 'firing';
}

/**
 * What an evaluation adds to the life of an objective's alert: there is one at a time. An alert fires once its
 * condition has held for `pending`, is raised when a pair pages that only ticketed before, and resolves when no pair
 * burns any more. Data that is missing, or too little, neither resolves nor fires anything: nobody knows.
 *
 * @param id - of the alert to open, where one is opened: the same for the same objective and instant, so that two
 *   replicas write the same
 */
export function nextEvents(
  alert: Alert | undefined,
  verdicts: readonly PairVerdict[],
  options: { at: number; pending: number; id: string },
): AlertEvent[] {
  const { at, pending, id } = options;
  const burning = burningPair(verdicts);
  if (!burning) {
    if (!isOpen(alert) || isUnknown(verdicts)) return [];
    const type =
      alert.state === 'firing' ? 'alert.resolved' : 'alert.withdrawn';
    return [{ type, alert: alert.id, at }];
  }
  const { severity, long: window } = burning.tier;
  const event = (type: 'alert.pending' | 'alert.fired', alertId: string) => ({
    type,
    alert: alertId,
    at,
    severity,
    window,
  });
  if (!isOpen(alert)) {
    const opened = event('alert.pending', id);
    return pending > 0 ? [opened] : [opened, event('alert.fired', id)];
  }
  if (alert.state === 'pending') {
    return at - alert.pendingSince >= pending
      ? [event('alert.fired', alert.id)]
      : [];
  }
  if (alert.severity === severity) return [];
  const type = severity === 'page' ? 'alert.raised' : 'alert.lowered';
  return [{ type, alert: alert.id, at, severity, window }];
}

/** Whether any pair could burn without anybody seeing it. */
function isUnknown(verdicts: readonly PairVerdict[]): boolean {
  return verdicts.some(
    ({ state }) =>
      state === 'no-data' ||
      state === 'inconsistent' ||
      state === 'insufficient-evidence',
  );
}
