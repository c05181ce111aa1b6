import { webAddressSchema } from '@countersign/plugin-governance-common';
import { digestOf } from '@countersign/plugin-ledger-common';
import { DateTime } from 'luxon';
import {
  AlertSeverity,
  KEY_LENGTH,
  SignalStatus,
  TITLE_LENGTH,
} from './signal';

export type Fields = Readonly<Record<string, unknown>>;

/** What is not an object has no fields. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text that PostgreSQL and the ledger can hold; undefined where there is none, or nothing but blanks. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  if (typeof value !== 'string') return undefined;
  return storable(value).trim() || undefined;
}

/** The first of the values that is a text with something in it. */
export function firstText(...values: unknown[]): string | undefined {
  for (const value of values) {
    const text = textOf(value);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** NUL and halves of characters, which nothing can store, become the replacement character. */
export function storable(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
}

/** Labels, annotations and values: names and texts. What is nested is written as JSON; what is null is absent. */
export function wordsOf(...values: unknown[]): Record<string, string> {
  const entries = values.flatMap(value =>
    Object.entries(fieldsOf(value)).flatMap(([name, word]) => {
      if (word === null || word === undefined) return [];
      const written = typeof word === 'object' ? JSON.stringify(word) : word;
      return [[storable(name), storable(String(written))] as const];
    }),
  );
  return Object.fromEntries(entries);
}

/** Nothing that fires today began before, so that such a time means "not known": the year 1, or 1970. */
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(9999, 11, 31);
/** Seconds since 1970 stay below this for thousands of years, milliseconds are beyond it since 1973. */
const MOST_SECONDS = 1e11;

/**
 * An instant: ISO 8601 with any offset (UTC where there is none) and any fraction, or seconds or milliseconds since 1970.
 * Null where it is none, or one that only stands for "not known".
 */
export function instantOf(value: unknown): string | null {
  const ms = millisecondsOf(value);
  return ms !== undefined && ms >= EARLIEST && ms <= LATEST
    ? new Date(ms).toISOString()
    : null;
}

function millisecondsOf(value: unknown): number | undefined {
  const isNumber =
    typeof value === 'number' ||
    (typeof value === 'string' && /^\d{1,16}(\.\d{1,9})?$/.test(value.trim()));
  if (isNumber) {
    const count = Number(value);
    return Math.round(count > MOST_SECONDS ? count : count * 1000);
  }
  if (typeof value !== 'string') return undefined;
  const at = DateTime.fromISO(value.trim(), { zone: 'utc' });
  return at.isValid ? at.toMillis() : undefined;
}

const statusWords: Record<string, SignalStatus> = {
  firing: 'firing',
  alerting: 'firing',
  alert: 'firing',
  open: 'firing',
  opened: 'firing',
  active: 'firing',
  trigger: 'firing',
  triggered: 'firing',
  fired: 'firing',
  raised: 'firing',
  lowered: 'firing',
  problem: 'firing',
  nodata: 'firing',
  resolve: 'resolved',
  resolved: 'resolved',
  ok: 'resolved',
  normal: 'resolved',
  close: 'resolved',
  closed: 'resolved',
  inactive: 'resolved',
  recovered: 'resolved',
  recovery: 'resolved',
  cleared: 'resolved',
  acknowledge: 'acknowledged',
  acknowledged: 'acknowledged',
  test: 'test',
};

/** What a word for a status means, in any case and spelling: `OPEN`, `no_data`, `**Firing**`. */
export function statusOf(value: unknown): SignalStatus | undefined {
  const word =
    textOf(value)
      ?.toLowerCase()
      .replace(/[^a-z]/g, '') ?? '';
  return Object.hasOwn(statusWords, word) ? statusWords[word] : undefined;
}

/** What a text begins with, where that is a status: `**Resolved**`, `[FIRING:2] Disk full`, `[OK] Latency`. */
export function leadingStatus(value: unknown): SignalStatus | undefined {
  const [, starred, bracketed] =
    /^\s*(?:\*\*\s*([a-z_ ]{2,20})\s*\*\*|\[\s*([a-z_ ]{2,20})\s*(?::[^\]]{0,20})?\])/i.exec(
      textOf(value) ?? '',
    ) ?? [];
  return statusOf(starred ?? bracketed);
}

/** The text without the status that it begins with: the same whether it fires or not. */
export function withoutStatus(text: string): string {
  return leadingStatus(text) === undefined
    ? text
    : text.replace(/^\s*(\*\*[^*]*\*\*|\[[^\]]*\])\s*/, '').trim();
}

const severityWords: Record<AlertSeverity, readonly string[]> = {
  critical:
    'critical crit page fatal emergency disaster high p1 p0 sev0 sev1'.split(
      ' ',
    ),
  error: 'error err major p2 sev2'.split(' '),
  warning: 'warning warn ticket minor average medium p3 sev3'.split(' '),
  info: 'info information informational notice low debug p4 p5 sev4 sev5'.split(
    ' ',
  ),
};

/** Null where there is no word for it, or none that is known. */
export function severityOf(...values: unknown[]): AlertSeverity | null {
  for (const value of values) {
    const word =
      textOf(value)
        ?.toLowerCase()
        .replace(/[^a-z0-9]/g, '') ?? '';
    const found = (Object.keys(severityWords) as AlertSeverity[]).find(
      severity => severityWords[severity].includes(word),
    );
    if (found) return found;
  }
  return null;
}

const DIGEST = 'sha256:';

/**
 * A key of bounded length from what a sender calls the alert: itself where it can be, or else its digest, so that two long
 * ones which begin alike stay two. One that looks like a digest is digested too: nobody can write another one's key.
 */
export function keyOf(...parts: readonly string[]): string {
  const text = parts.length === 1 ? parts[0] : JSON.stringify(parts);
  const isPlain =
    text.length > 0 &&
    text.length <= KEY_LENGTH &&
    !text.startsWith(DIGEST) &&
    storable(text) === text;
  // JSON writes halves of characters as escapes: no two texts become one.
  return isPlain ? text : digestOf(JSON.stringify(text));
}

/** A key from labels that says nothing of their order. */
export function keyOfWords(words: Readonly<Record<string, string>>): string {
  return digestOf(
    JSON.stringify(Object.entries(words).sort(([a], [b]) => (a < b ? -1 : 1))),
  );
}

/** One line of bounded length; the whole is to stand in the text. */
export function titleOf(text: string): string {
  const line =
    text
      .split(/[\r\n]/)
      .find(each => each.trim())
      ?.trim() ?? '';
  return shortened(line || 'Alert', TITLE_LENGTH);
}

/** Cut between characters, with a sign that something is missing. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/\p{Surrogate}$/u, '')}…`;
}

/** Addresses of pages: what is none, or carries a password, is left out. */
export function linksOf(
  ...links: readonly { title: string; url: unknown }[]
): { title: string; url: string }[] {
  const seen = new Set<string>();
  return links.flatMap(({ title, url }) => {
    const { success, data } = webAddressSchema.safeParse(textOf(url));
    if (!success || seen.has(data)) return [];
    seen.add(data);
    return [{ title: shortened(title, TITLE_LENGTH), url: data }];
  });
}

/** Names of labels by which senders commonly say which entity is meant, best first. */
const namingLabels = [
  'entity',
  'entity_ref',
  'entityRef',
  'backstage_entity',
  'component',
  'service',
  'service_name',
  'app',
  'application',
];

export function hintsOf(
  words: Readonly<Record<string, string>>,
  ...more: (string | undefined)[]
): string[] {
  const hints = [...namingLabels.map(name => words[name]), ...more];
  return [...new Set(hints.filter((hint): hint is string => Boolean(hint)))];
}
