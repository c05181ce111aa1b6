import {
  LogEntry,
  readRecord,
  severityNumber,
  shown,
} from '@countersign/plugin-service-logs-common';
import { writePlace } from '@countersign/plugin-service-logs-node';
import type { Entry } from '@google-cloud/logging';

/** An entry of Cloud Logging in the product's own form, with its secrets masked. */
export function entryOf(entry: Entry): LogEntry {
  const { metadata, data } = entry;
  const read =
    typeof data === 'string'
      ? { severityNumber: 0, body: data, attributes: {} }
      : readRecord(isRecord(data) ? data : {});
  const severity = String(metadata.severity ?? '');
  const at = atOf(entry);
  const { traceId, spanId } = {
    traceId: lastPart(metadata.trace) ?? read.traceId,
    spanId: metadata.spanId || read.spanId,
  };
  return {
    ...shown({
      ...read,
      ...(at !== undefined && { timestamp: new Date(at).toISOString() }),
      // An entry that says none may say it within.
      severityNumber: severityNumber(severity) || read.severityNumber,
      ...(severity && severity !== 'DEFAULT' && { severityText: severity }),
      attributes: {
        ...read.attributes,
        ...filled('httpRequest', requestOf(metadata.httpRequest)),
        ...filled('labels', metadata.labels),
        ...filled('resource', {
          ...(metadata.resource?.type && { type: metadata.resource.type }),
          ...filled('labels', metadata.resource?.labels),
        }),
        ...(metadata.logName && { logName: lastPart(metadata.logName) }),
      },
      ...(traceId && { traceId }),
      ...(spanId && { spanId }),
    }),
    id: placeOf(entry),
  };
}

/** Milliseconds since 1970. */
export function atOf({ metadata: { timestamp } }: Entry): number | undefined {
  return timestamp instanceof Date
    ? Math.floor(timestamp.getTime())
    : undefined;
}

/** By which an entry is found again. */
export function placeOf(entry: Entry): string {
  const { insertId, logName } = entry.metadata;
  const place = {
    at: atOf(entry) ?? 0,
    id: insertId ?? '',
    log: logName ?? '',
  };
  return writePlace(place);
}

/** The fields of a request that are set; a duration is seconds, as loggers write it. */
function requestOf(request: unknown): Record<string, unknown> {
  if (!isRecord(request)) return {};
  return Object.fromEntries(
    Object.entries(request).flatMap(([key, value]): [string, unknown][] => {
      if (key === 'latency') {
        const { seconds, nanos } = (value ?? {}) as Record<string, unknown>;
        const latency = Number(seconds ?? 0) + Number(nanos ?? 0) / 1e9;
        return value ? [[key, `${latency}s`]] : [];
      }
      const isUnset =
        value === null ||
        value === '' ||
        value === false ||
        value === 0 ||
        value === '0';
      return isUnset ? [] : [[key, value]];
    }),
  );
}

function filled(key: string, value: unknown): Record<string, unknown> {
  return isRecord(value) && Object.keys(value).length > 0
    ? { [key]: value }
    : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `projects/larkspur-prod/traces/4bf9…`: the trace itself. */
function lastPart(name: unknown): string | undefined {
  return typeof name === 'string' && name !== ''
    ? name.slice(name.lastIndexOf('/') + 1)
    : undefined;
}
