import { ReadEntry, readRecord, timeOf } from './readRecord';
import { severityNumber } from './severity';
import { wellFormedText } from './wellFormed';

/** A time at the beginning of a line of plain text, in brackets or not. */
const leadingTime =
  /^[[(]?(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:\s?(?:Z|[+-]\d{2}:?\d{2}))?)[\])]?/i;

/** A severity soon after it, as loggers write one: `ERROR`, `[warn]`, `level=info`. */
const leadingSeverity =
  /^[\s[(|:-]{0,6}(?:level=)?"?(TRACE|DEBUG|INFO|INFORMATION|NOTICE|WARN|WARNING|ERROR|ERR|SEVERE|CRITICAL|CRIT|ALERT|FATAL|PANIC|EMERGENCY)\b/i;

/**
 * Reads one entry: a line of JSON, or of plain text with what belongs to it below. What is cut off is shown as far as it goes.
 *
 * @param time - When it happened, where the caller found that already.
 */
export function readLine(line: string, time?: number): ReadEntry {
  const text = wellFormedText(line);
  if (text.startsWith('{')) {
    const record = parsed(text);
    if (record) return readRecord(record);
    return {
      ...(time !== undefined && { timestamp: new Date(time).toISOString() }),
      severityNumber: 0,
      body: text,
      attributes: {},
      cutOff: true,
    };
  }
  const found = leadingTime.exec(text);
  const at = found ? timeOf(found[1]) : undefined;
  const rest = found && at !== undefined ? text.slice(found[0].length) : text;
  const severityText = leadingSeverity.exec(rest.slice(0, 40))?.[1];
  return {
    ...(at !== undefined && { timestamp: new Date(at).toISOString() }),
    severityNumber: severityText ? severityNumber(severityText) ?? 0 : 0,
    ...(severityText && { severityText }),
    body: rest.trimStart(),
    attributes: {},
  };
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? (wellFormed(value) as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Half a character, which JSON may escape, is no text that can be stored or proven. */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return wellFormedText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(wellFormed);
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      wellFormedText(key),
      wellFormed(each),
    ]),
  );
}
