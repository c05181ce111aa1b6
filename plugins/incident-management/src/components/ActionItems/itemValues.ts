import {
  ActionItem,
  VerbInput,
} from '@countersign/plugin-incident-management-common';

/** What stands in the form of an action item. */
export interface ItemValues {
  text: string;
  owner?: string;
  /** As a clock on the wall shows it. */
  dueAt: string;
  record: string;
  reason: string;
}

/** What adds the item; undefined while something is missing. */
export function newItemOf(
  { text, owner, record }: ItemValues,
  dueAt: string | undefined,
): VerbInput<'add-action'> | undefined {
  const words = text.trim();
  if (!words || !owner || !dueAt) return undefined;
  const number = numberOf(record);
  return { text: words, owner, dueAt, ...(number && { record: number }) };
}

/** What is other than it was; undefined where nothing is, or something is missing. */
export function changeOf(
  item: ActionItem,
  { text, owner, record, reason }: ItemValues,
  dueAt: string | undefined,
): VerbInput<'change-action'> | undefined {
  const words = text.trim();
  if (!words || !owner || !dueAt) return undefined;
  const number = numberOf(record);
  const change = {
    ...(words !== item.text && { text: words }),
    ...(owner !== item.owner && { owner }),
    // The field has minutes; a due time with seconds that nobody touched is as it was.
    ...(Math.abs(Date.parse(dueAt) - Date.parse(item.dueAt)) >= 60_000 && {
      dueAt,
    }),
    ...(number !== (item.record?.number ?? '') && { record: number || null }),
  };
  if (Object.keys(change).length === 0) return undefined;
  const why = reason.trim();
  return { action: item.id, ...change, ...(why && { reason: why }) };
}

function numberOf(record: string): string {
  return record.trim().toLocaleUpperCase('en-US');
}
