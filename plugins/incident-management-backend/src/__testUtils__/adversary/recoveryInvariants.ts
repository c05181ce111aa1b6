import { LedgerEntry } from '@countersign/plugin-ledger-common';

interface End {
  endedAt: string;
  heardAt?: string;
}

/** A recovery that alerts tell is neither in the future nor before any of them ended or was last heard. */
export function judgeRecovery(
  entries: readonly LedgerEntry[],
  say: (invariant: string, kind: string, text: string) => void,
): void {
  entries.forEach(({ type, data, subject, occurredAt }, i) => {
    const { at } = data as { at?: string };
    if (type !== 'incident.restored' || at === undefined) return;
    const ends = entries
      .slice(0, i)
      .filter(entry => entry.type === 'incident.alerts_ended')
      .flatMap(entry => (entry.data as unknown as { alerts: End[] }).alerts)
      .flatMap(({ endedAt, heardAt = endedAt }) => [endedAt, heardAt])
      .map(end => Math.min(Date.parse(end), Date.parse(occurredAt)));
    const isFuture = Date.parse(at) > Date.parse(occurredAt);
    if (isFuture || ends.some(end => end > Date.parse(at))) {
      say('It recovers when the last alert ends', 'recovery', subject);
    }
  });
}
