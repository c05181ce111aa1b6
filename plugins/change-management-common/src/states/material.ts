import { Change, materialFields } from '../model';
import { canonicalJson } from './digest';

export type MaterialField = (typeof materialFields)[number];

/** The fields of a change whose edit voids its approvals. */
export type MaterialView = Pick<
  Change,
  'environment' | 'items' | 'window' | 'commit' | 'type' | 'plan'
>;

/** Which material fields differ between two versions of a change; the order of its items does not matter. */
export function materialChanges(
  before: MaterialView,
  after: MaterialView,
): MaterialField[] {
  return materialFields.filter(
    field =>
      canonicalJson(valueOf(before, field)) !==
      canonicalJson(valueOf(after, field)),
  );
}

function valueOf(change: MaterialView, field: MaterialField): unknown {
  switch (field) {
    case 'items':
      return [...new Set(change.items)].sort();
    case 'window':
      return change.window ? [change.window.start, change.window.end] : null;
    case 'planDigest':
      return change.plan?.digest ?? null;
    default:
      return change[field] ?? null;
  }
}
