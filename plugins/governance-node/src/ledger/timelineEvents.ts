import { Page, TimelineQuery } from '@countersign/plugin-governance-common';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { Ledger } from '@countersign/plugin-ledger-node';

/** A page of what the ledger holds about a record, newest first, as an API answers it. */
export async function timelineEvents(
  ledger: Pick<Ledger, 'timeline'>,
  subject: string,
  page: TimelineQuery,
): Promise<Page<TimelineEvent>> {
  const { items, nextCursor } = await ledger.timeline({ subject, ...page });
  return {
    nextCursor,
    items: items.map(({ entry, index }) => ({
      id: entry.id,
      type: entry.type,
      actor: entry.actor,
      occurredAt: entry.occurredAt,
      data: entry.data as Record<string, unknown>,
      ledgerIndex: index ?? undefined,
    })),
  };
}
