import {
  maskSecrets,
  maskSecretsIn,
} from '@countersign/plugin-governance-common';
import { LogEntry, LONGEST_BODY, LONGEST_VALUE } from './entry';
import { wellFormedText } from './wellFormed';

/** Members of one entry that are shown. */
const MOST_MEMBERS = 500;
/** Characters that are looked through for secrets; more than are shown, so that none is cut in two where what is shown ends. */
const LOOKED_THROUGH = 65_536;

/** An entry as it may be shown: without secrets, and not longer than anybody reads. */
export function shown<E extends Omit<LogEntry, 'id'>>(entry: E): E {
  const state = { left: MOST_MEMBERS, cut: false };
  const body = shortened(
    maskSecrets(shortened(entry.body, LOOKED_THROUGH, state)),
    LONGEST_BODY,
    state,
  );
  const shortening = { left: MOST_MEMBERS, cut: false };
  const attributes = each(
    maskSecretsIn(each(entry.attributes, LOOKED_THROUGH, state)),
    LONGEST_VALUE,
    shortening,
  ) as Record<string, unknown>;
  const { traceId, spanId } = entry;
  return {
    ...entry,
    body,
    attributes,
    ...(traceId !== undefined && { traceId: maskSecrets(traceId) }),
    ...(spanId !== undefined && { spanId: maskSecrets(spanId) }),
    ...((state.cut || shortening.cut) && { truncated: true }),
  };
}

interface Shortening {
  /** Members that still fit. */
  left: number;
  cut: boolean;
}

function shortened(text: string, most: number, state: Shortening): string {
  if (text.length <= most) return text;
  state.cut = true;
  return `${wellFormedText(text.slice(0, most))}\u2026`;
}

function each(value: unknown, most: number, state: Shortening): unknown {
  if (typeof value === 'string') return shortened(value, most, state);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const kept = entries.slice(0, Math.max(0, state.left));
  if (kept.length < entries.length) state.cut = true;
  state.left -= kept.length;
  const members = kept.map(([key, inner]): [string, unknown] => [
    shortened(key, most, state),
    each(inner, most, state),
  ]);
  return Array.isArray(value)
    ? members.map(([, inner]) => inner)
    : Object.fromEntries(members);
}
