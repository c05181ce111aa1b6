import { CsvCell, csvRecord } from '@countersign/plugin-governance-common';
import { ChangeSummary } from '../model';

/** The columns of an export, in their order: their names, and what stands in them. */
const columns: readonly [
  name: string,
  of: (change: ChangeSummary) => CsvCell,
][] = [
  ['number', change => change.number],
  ['title', change => change.title],
  ['type', change => change.type],
  ['state', change => change.state],
  ['category', change => change.category],
  ['environment', change => change.environment],
  ['items', change => change.items.join(' ')],
  ['team', change => change.team],
  ['requester', change => change.requester],
  ['implementer', change => change.implementer],
  ['window_start', change => change.window?.start],
  ['window_end', change => change.window?.end],
  ['risk_level', change => change.risk?.level],
  ['risk_score', change => change.risk?.score],
  ['approval', change => change.approvalStatus],
  ['approval_due', change => change.approvalDueAt],
  ['on_hold', change => change.onHold],
  ['closed_as', change => change.closeCode],
  ['demo', change => change.demo],
  ['created', change => change.createdAt],
  ['updated', change => change.updatedAt],
];

/** The first record of an export: the names of its columns. */
export const changeRecordsHeader = csvRecord(columns.map(([name]) => name));

/** A change as one record of an export. */
export function changeRecord(change: ChangeSummary): string {
  return csvRecord(columns.map(([, of]) => of(change)));
}
