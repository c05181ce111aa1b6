import { LogEntry } from './entry';
import { severityNumber, severityOfLevel } from './severity';

/** An entry before it has a place in a source. */
export type ReadEntry = Omit<LogEntry, 'id'>;

/** Where loggers put the time: OpenTelemetry, Cloud Logging, pino, Elastic Common Schema, zap. The first of them in a record counts. */
export const timeKeys = ['timestamp', 'time', '@timestamp', 'ts'] as const;
/** The same of the severity. */
export const severityKeys = [
  'severityNumber',
  'severity',
  'severityText',
  'level',
  'log.level',
  'lvl',
] as const;

const bodyKeys = ['body', 'message', 'msg', 'textPayload', 'event'];
const traceKeys = [
  'traceId',
  'trace_id',
  'trace.id',
  'logging.googleapis.com/trace',
  'trace',
];
const spanKeys = [
  'spanId',
  'span_id',
  'span.id',
  'logging.googleapis.com/spanId',
];

/** Reads one structured record, whichever of the usual forms it has. What has no place of its own is among the attributes. */
export function readRecord(record: Record<string, unknown>): ReadEntry {
  const rest = { ...record };
  const take = (keys: readonly string[], fits: (value: unknown) => boolean) => {
    const key = keys.find(
      each => Object.hasOwn(rest, each) && fits(rest[each]),
    );
    if (key === undefined) return undefined;
    const value = rest[key];
    delete rest[key];
    return value;
  };
  const timeKey = Object.keys(rest).find(
    key => isOneOf(timeKeys, key) && timeOf(rest[key]) !== undefined,
  );
  const timestamp = timeKey && instantOf(rest[timeKey]);
  if (timeKey) delete rest[timeKey];
  const severityKey = Object.keys(rest).find(
    key =>
      isOneOf(severityKeys, key) && severityOf(rest[key], key) !== undefined,
  );
  const severity = severityKey && rest[severityKey];
  if (severityKey) delete rest[severityKey];
  const text = rest.severityText;
  if (typeof text === 'string') delete rest.severityText;
  const body = take(bodyKeys, value => typeof value === 'string');
  const traceId = take(traceKeys, isFilled);
  const spanId = take(spanKeys, isFilled);
  const nested = rest.attributes;
  if (isRecord(nested)) delete rest.attributes;
  const severityText = [text, severity].find(
    (each): each is string => typeof each === 'string',
  );
  return {
    ...(timestamp && { timestamp }),
    severityNumber: (severityKey && severityOf(severity, severityKey)) || 0,
    ...(severityText && { severityText }),
    body: typeof body === 'string' ? body : '',
    attributes: isRecord(nested) ? { ...rest, ...nested } : rest,
    ...(traceId !== undefined && { traceId: lastPart(String(traceId)) }),
    ...(spanId !== undefined && { spanId: String(spanId) }),
  };
}

/** Milliseconds since 1970 of a time as loggers write it; numbers are seconds, or smaller parts of them when they are large. */
export function timeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return epochMs(value);
  if (typeof value !== 'string') return undefined;
  if (/^\d{9,19}(\.\d+)?$/.test(value)) return epochMs(Number(value));
  // Without a zone it is UTC: logs that mean another say so.
  const found =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,](\d{1,9}))?\s?(Z|[+-]\d{2}:?\d{2})?$/i.exec(
      value,
    );
  if (!found) return undefined;
  const [, day, clock, fraction = '', zone = 'Z'] = found;
  const ms = Date.parse(
    `${day}T${clock}.${fraction
      .padEnd(3, '0')
      .slice(0, 3)}${zone.toUpperCase()}`,
  );
  return inRange(ms);
}

/** The number of a severity as loggers write it: a number is OpenTelemetry's, and a level of pino's where it is called a level. */
export function severityOf(value: unknown, key: string): number | undefined {
  if (typeof value === 'string') return severityNumber(value);
  if (typeof value !== 'number' || !Number.isInteger(value)) return undefined;
  if (value < 0 || value > 70) return undefined;
  if (/^(log\.)?le?ve?l$/.test(key)) return severityOfLevel(value);
  return value <= 24 ? value : undefined;
}

function epochMs(value: number): number | undefined {
  if (!(value >= 1e8)) return undefined;
  if (value < 1e11) return inRange(Math.floor(value * 1000));
  if (value < 1e14) return inRange(Math.floor(value));
  return inRange(Math.floor(value < 1e17 ? value / 1e3 : value / 1e6));
}

/** From 1970 to 9999: no other time is shown. */
function inRange(ms: number): number | undefined {
  return ms >= 0 && ms < 253_402_300_800_000 ? ms : undefined;
}

function instantOf(value: unknown): string | undefined {
  const ms = timeOf(value);
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOneOf(keys: readonly string[], key: string): boolean {
  return keys.includes(key);
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** `projects/larkspur-prod/traces/4bf9…`: the trace itself. */
function lastPart(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}
