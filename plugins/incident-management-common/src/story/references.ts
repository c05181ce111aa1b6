import {
  PayloadReference,
  StoryReference,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { AlertReference, incidentEntrySchemas } from '../entries';
import { RecordReference } from '../model';

/** The records that the entries of an incident rely on: its alerts, the changes that caused it, the incidents it is one with. */
export function incidentReferences(
  entries: readonly LedgerEntry[],
): StoryReference[] {
  return entries.flatMap(entry =>
    referencesIn(entry).map(({ number, digest }) => ({
      number,
      ...(digest !== undefined && { digest }),
      entryId: entry.id,
    })),
  );
}

function referencesIn({ type, data }: LedgerEntry): RecordReference[] {
  switch (type) {
    case 'incident.opened': {
      const read = incidentEntrySchemas[type].safeParse(data).data;
      return [
        ...recordsOf(read?.alerts ?? []),
        ...(read?.splitFrom ? [read.splitFrom] : []),
      ];
    }
    case 'incident.alerts_added':
      return recordsOf(
        incidentEntrySchemas[type].safeParse(data).data?.alerts ?? [],
      );
    case 'incident.cause_confirmed': {
      const read = incidentEntrySchemas[type].safeParse(data).data;
      return read ? [read.change] : [];
    }
    case 'incident.action_added':
    case 'incident.action_changed': {
      const read = incidentEntrySchemas[type].safeParse(data).data;
      return read?.record ? [read.record] : [];
    }
    case 'incident.merged': {
      const read = incidentEntrySchemas[type].safeParse(data).data;
      return read ? [read.into] : [];
    }
    case 'incident.absorbed': {
      const read = incidentEntrySchemas[type].safeParse(data).data;
      return read ? [read.from] : [];
    }
    default:
      return [];
  }
}

function recordsOf(alerts: readonly { record?: RecordReference }[]) {
  return alerts.flatMap(({ record }) => (record ? [record] : []));
}

/** What was received of the alerts that the entries of an incident rest on. */
export function incidentPayloads(
  entries: readonly LedgerEntry[],
): PayloadReference[] {
  return entries.flatMap(entry =>
    alertsIn(entry).flatMap(({ alert, id, payload }) =>
      id === undefined || payload === undefined
        ? []
        : [{ of: id, name: alert, digest: payload, entryId: entry.id }],
    ),
  );
}

function alertsIn({ type, data }: LedgerEntry): AlertReference[] {
  return type === 'incident.opened' || type === 'incident.alerts_added'
    ? incidentEntrySchemas[type].safeParse(data).data?.alerts ?? []
    : [];
}
