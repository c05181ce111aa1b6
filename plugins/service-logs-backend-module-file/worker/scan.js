'use strict';

/**
 * Finds the entries of a log file, when each happened and how severe it is, without reading more of a line than that takes. Plain
 * JavaScript, since a thread loads it as it is; it agrees with `readLine` of service-logs-common, which a test holds it to.
 */

const { readSync } = require('node:fs');
const { parentPort } = require('node:worker_threads');

/** Entries that begin in so many bytes are one block. */
const BLOCK_BYTES = 1024 * 1024;
/** Classes of severity: default, debug, info, warn, error, fatal. */
const CLASSES = 6;
const MINUTE_MS = 60_000;

const NEWLINE = 10;
const QUOTE = 34;
const BACKSLASH = 92;

const timeKeys = new Set(['timestamp', 'time', '@timestamp', 'ts']);
const severityKeys = new Set([
  'severityNumber',
  'severity',
  'severityText',
  'level',
  'log.level',
  'lvl',
]);
const LONGEST_KEY = 16;
/**
 * By length and first byte, which no two have in common: what a key can be. Comparing bytes here is several times as fast as making
 * strings of them.
 *
 * @type {({ key: string, bytes: Buffer } | undefined)[]}
 */
const keysByHead = new Array(LONGEST_KEY * 256).fill(undefined);
for (const key of [...timeKeys, ...severityKeys]) {
  keysByHead[key.length * 256 + key.charCodeAt(0)] = {
    key,
    bytes: Buffer.from(key),
  };
}

/** @type {Record<string, number>} */
const severityNames = {
  DEFAULT: 0,
  UNSPECIFIED: 0,
  TRACE: 1,
  VERBOSE: 1,
  FINE: 1,
  DEBUG: 5,
  DBG: 5,
  INFO: 9,
  INFORMATION: 9,
  INFORMATIONAL: 9,
  INF: 9,
  NOTICE: 10,
  WARN: 13,
  WARNING: 13,
  WRN: 13,
  ERROR: 17,
  ERR: 17,
  SEVERE: 17,
  CRITICAL: 18,
  CRIT: 18,
  ALERT: 19,
  FATAL: 21,
  EMERGENCY: 21,
  EMERG: 21,
  PANIC: 21,
};

/** What was found of the line that was scanned last: time in milliseconds or NaN, severity by its number. */
const found = { at: NaN, severity: 0 };

/**
 * Scans one line.
 *
 * @param {Buffer} bytes
 * @param {number} start - of the line
 * @param {number} end - after its last byte, without the line break
 * @returns {typeof found} valid until the next call
 */
function scanLine(bytes, start, end) {
  found.at = NaN;
  found.severity = 0;
  if (bytes[start] === 123) scanJson(bytes, start + 1, end);
  else scanText(bytes, start, end);
  return found;
}

/**
 * The members of the outermost object, in their order.
 *
 * @param {Buffer} bytes
 * @param {number} from
 * @param {number} end
 */
function scanJson(bytes, from, end) {
  let i = from;
  let missing = 2;
  let hasTime = false;
  let hasSeverity = false;
  while (i < end && missing > 0) {
    while (i < end && bytes[i] !== QUOTE) {
      if (bytes[i] === 125) return;
      i++;
    }
    const keyFrom = i + 1;
    const keyTo = stringEnd(bytes, keyFrom, end);
    i = keyTo + 1;
    while (i < end && (bytes[i] === 58 || bytes[i] <= 32)) i++;
    const valueFrom = i;
    i = valueEnd(bytes, i, end);
    if (i > end || i === valueFrom) return;
    const key = keyAt(bytes, keyFrom, keyTo);
    if (key === undefined) continue;
    if (!hasTime && timeKeys.has(key)) {
      const at = timeAt(bytes, valueFrom, i);
      if (!Number.isNaN(at)) {
        found.at = at;
        hasTime = true;
        missing--;
      }
    } else if (!hasSeverity && severityKeys.has(key)) {
      const severity = severityAt(bytes, valueFrom, i, key);
      if (severity >= 0) {
        found.severity = severity;
        hasSeverity = true;
        missing--;
      }
    }
  }
}

/** The key that stands there, where it is one that is looked for. @param {Buffer} bytes @param {number} from @param {number} to */
function keyAt(bytes, from, to) {
  const length = to - from;
  if (length <= 0 || length >= LONGEST_KEY) return undefined;
  const known = keysByHead[length * 256 + bytes[from]];
  return known && isAt(bytes, from, known.bytes) ? known.key : undefined;
}

/** @param {Buffer} bytes @param {number} from @param {Buffer} wanted */
function isAt(bytes, from, wanted) {
  for (let i = 0; i < wanted.length; i++) {
    if (bytes[from + i] !== wanted[i]) return false;
  }
  return true;
}

/** @param {Buffer} bytes @param {number} from @param {number} end */
function stringEnd(bytes, from, end) {
  let i = from;
  while (i < end && bytes[i] !== QUOTE) i += bytes[i] === BACKSLASH ? 2 : 1;
  return i;
}

/** After the value; beyond `end` where it is cut off. @param {Buffer} bytes @param {number} from @param {number} end */
function valueEnd(bytes, from, end) {
  let i = from;
  if (bytes[i] === QUOTE) return stringEnd(bytes, i + 1, end) + 1;
  if (bytes[i] === 123 || bytes[i] === 91) {
    let depth = 0;
    for (; i < end; i++) {
      const byte = bytes[i];
      if (byte === QUOTE) i = stringEnd(bytes, i + 1, end);
      else if (byte === 123 || byte === 91) depth++;
      else if (byte === 125 || byte === 93) {
        depth--;
        if (depth === 0) return i + 1;
      }
    }
    return end + 1;
  }
  while (i < end && bytes[i] !== 44 && bytes[i] !== 125 && bytes[i] > 32) i++;
  return i;
}

/** @param {Buffer} bytes @param {number} from @param {number} to */
function timeAt(bytes, from, to) {
  if (bytes[from] !== QUOTE) {
    return timeOf(Number(bytes.latin1Slice(from, Math.min(to, from + 40))));
  }
  const fast = utcTime(bytes, from + 1, to - 1);
  return !Number.isNaN(fast)
    ? fast
    : timeOf(bytes.latin1Slice(from + 1, Math.min(to - 1, from + 60)));
}

/** @param {Buffer} bytes @param {number} i */
function two(bytes, i) {
  const a = bytes[i] - 48;
  const b = bytes[i + 1] - 48;
  return a >= 0 && a <= 9 && b >= 0 && b <= 9 ? a * 10 + b : NaN;
}

/** The last day that was seen, and when it began: lines of a day stand together. */
let lastDay = -1;
let lastDayAt = NaN;

/**
 * `2026-11-27T10:00:00.123Z`, the form that most lines have.
 *
 * @param {Buffer} bytes @param {number} from @param {number} to
 */
function utcTime(bytes, from, to) {
  if (to - from < 20 || bytes[to - 1] !== 90 || bytes[from + 10] !== 84)
    return NaN;
  if (
    bytes[from + 4] !== 45 ||
    bytes[from + 7] !== 45 ||
    bytes[from + 13] !== 58 ||
    bytes[from + 16] !== 58
  )
    return NaN;
  const day =
    (two(bytes, from) * 100 + two(bytes, from + 2)) * 10_000 +
    two(bytes, from + 5) * 100 +
    two(bytes, from + 8);
  const hour = two(bytes, from + 11);
  const minute = two(bytes, from + 14);
  const second = two(bytes, from + 17);
  if (!(!Number.isNaN(day) && hour < 24 && minute < 60 && second < 60))
    return NaN;
  if (day !== lastDay) {
    lastDay = day;
    lastDayAt = timeOf(`${bytes.latin1Slice(from, from + 10)}T00:00:00Z`);
  }
  let ms = 0;
  if (to - from > 20) {
    if (bytes[from + 19] !== 46 || to - from > 30) return NaN;
    for (let k = 0; k < 3; k++) {
      const at = from + 20 + k;
      const digit = at < to - 1 ? bytes[at] - 48 : 0;
      if (digit < 0 || digit > 9) return NaN;
      ms = ms * 10 + digit;
    }
    for (let at = from + 23; at < to - 1; at++) {
      if (bytes[at] < 48 || bytes[at] > 57) return NaN;
    }
  }
  return lastDayAt + hour * 3_600_000 + minute * MINUTE_MS + second * 1000 + ms;
}

/** As `timeOf` of service-logs-common, with NaN for none. @param {unknown} value @returns {number} */
function timeOf(value) {
  if (typeof value === 'number') return epochMs(value);
  if (typeof value !== 'string') return NaN;
  if (/^\d{9,19}(\.\d+)?$/.test(value)) return epochMs(Number(value));
  const parts =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,](\d{1,9}))?\s?(Z|[+-]\d{2}:?\d{2})?$/i.exec(
      value,
    );
  if (!parts) return NaN;
  const [, day, clock, fraction = '', zone = 'Z'] = parts;
  return inRange(
    Date.parse(
      `${day}T${clock}.${fraction
        .padEnd(3, '0')
        .slice(0, 3)}${zone.toUpperCase()}`,
    ),
  );
}

/** @param {number} value */
function epochMs(value) {
  if (!(value >= 1e8)) return NaN;
  if (value < 1e11) return inRange(Math.floor(value * 1000));
  if (value < 1e14) return inRange(Math.floor(value));
  return inRange(Math.floor(value < 1e17 ? value / 1e3 : value / 1e6));
}

/** @param {number} ms */
function inRange(ms) {
  return ms >= 0 && ms < 253_402_300_800_000 ? ms : NaN;
}

/** The number, or -1. @param {Buffer} bytes @param {number} from @param {number} to @param {string} key */
function severityAt(bytes, from, to, key) {
  if (bytes[from] === QUOTE) {
    return quotedSeverity(bytes, from + 1, Math.min(to - 1, from + 30));
  }
  const text = bytes.latin1Slice(from, Math.min(to, from + 10));
  if (!/^\d{1,2}$/.test(text)) return -1;
  const value = Number(text);
  if (value > 70) return -1;
  if (key === 'level' || key === 'log.level' || key === 'lvl') {
    return value < 10
      ? 0
      : [1, 5, 9, 13, 17, 21][Math.min(Math.floor(value / 10), 6) - 1];
  }
  return value <= 24 ? value : -1;
}

/** The names of severity that came last, by their bytes: a log has few. @type {{ bytes: Buffer, number: number }[]} */
const lastSeverities = [];

/** @param {Buffer} bytes @param {number} from @param {number} to */
function quotedSeverity(bytes, from, to) {
  const length = to - from;
  for (let i = 0; i < lastSeverities.length; i++) {
    const last = lastSeverities[i];
    if (last.bytes.length === length && isAt(bytes, from, last.bytes)) {
      return last.number;
    }
  }
  const number = severityOf(bytes.latin1Slice(from, to));
  if (length >= 0) {
    lastSeverities.unshift({
      bytes: Buffer.from(bytes.subarray(from, to)),
      number,
    });
    lastSeverities.length = Math.min(lastSeverities.length, 8);
  }
  return number;
}

/** @type {Map<string, number>} */
const knownSeverities = new Map();

/** @param {string} name */
function severityOf(name) {
  const known = knownSeverities.get(name);
  if (known !== undefined) return known;
  const upper = name.trim().toUpperCase();
  const step = /^(TRACE|DEBUG|INFO|WARN|ERROR|FATAL)([2-4])$/.exec(upper);
  let number = -1;
  if (Object.hasOwn(severityNames, upper)) number = severityNames[upper];
  else if (step) number = severityNames[step[1]] + Number(step[2]) - 1;
  if (knownSeverities.size < 1000) knownSeverities.set(name, number);
  return number;
}

const leadingTime =
  /^[[(]?(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:\s?(?:Z|[+-]\d{2}:?\d{2}))?)[\])]?/i;
const leadingSeverity =
  /^[\s[(|:-]{0,6}(?:level=)?"?(TRACE|DEBUG|INFO|INFORMATION|NOTICE|WARN|WARNING|ERROR|ERR|SEVERE|CRITICAL|CRIT|ALERT|FATAL|PANIC|EMERGENCY)\b/i;

/** @param {Buffer} bytes @param {number} start @param {number} end */
function scanText(bytes, start, end) {
  const head = bytes.latin1Slice(start, Math.min(end, start + 90));
  const time = leadingTime.exec(head);
  const at = time ? timeOf(time[1]) : NaN;
  const rest = time && !Number.isNaN(at) ? head.slice(time[0].length) : head;
  const severity = leadingSeverity.exec(rest.slice(0, 40));
  found.at = at;
  found.severity = severity ? severityOf(severity[1]) : 0;
}

/** Whether a line of plain text begins an entry: others go on with the one above. @param {Buffer} bytes @param {number} start @param {number} end */
function beginsText(bytes, start, end) {
  const first = bytes[start];
  if (first === 123) return true;
  if (!(first >= 48 && first <= 57) && first !== 91 && first !== 40)
    return false;
  const time = leadingTime.exec(
    bytes.latin1Slice(start, Math.min(end, start + 60)),
  );
  return time !== null && !Number.isNaN(timeOf(time[1]));
}

/** @param {number} severity */
function classOf(severity) {
  if (severity >= 21) return 5;
  if (severity >= 17) return 4;
  if (severity >= 13) return 3;
  if (severity >= 9) return 2;
  return severity >= 1 ? 1 : 0;
}

/**
 * What one block holds: from when to when, and how many entries of each class a minute.
 *
 * @typedef {{ block: number, minAt: number, maxAt: number, entries: number, minutes: Int32Array, counts: Uint32Array }} BlockSummary
 */

const none = { minutes: new Int32Array(), counts: new Uint32Array() };

/** What is read at a time: memory behind it is touched for longer lines only. */
const READ_BYTES = BLOCK_BYTES / 2;
/** The longest line that is looked through. A thread does one job after the other. */
const buffer = Buffer.allocUnsafeSlow(4 * BLOCK_BYTES);

/**
 * Counts the entries that begin between two offsets of a file.
 *
 * @param {{ fd: number, from: number, to: number, size: number, shape: 'json' | 'text' | 'lines', otherwiseAt: number }} job
 * @returns {BlockSummary[]}
 */
function summarize({ fd, from, to, size, shape, otherwiseAt }) {
  /** @type {BlockSummary[]} */
  const blocks = [];
  let carry = NaN;
  /** @type {Map<number, number[]>} */
  let minutes = new Map();
  /** @type {BlockSummary | undefined} */
  let current;
  let undated = 0;
  /** @type {number[]} */
  const undatedClasses = new Array(CLASSES).fill(0);
  let lastMinute = -1;
  /** @type {number[]} */
  let lastCounts = [];

  /** @param {number} at @param {number} severityClass @param {number} n */
  function count(at, severityClass, n) {
    const minute = Math.floor(at / MINUTE_MS);
    if (minute !== lastMinute) {
      lastMinute = minute;
      lastCounts = minutes.get(minute) ?? new Array(CLASSES).fill(0);
      minutes.set(minute, lastCounts);
    }
    lastCounts[severityClass] += n;
    const block = /** @type {BlockSummary} */ (current);
    if (at < block.minAt) block.minAt = at;
    if (at > block.maxAt) block.maxAt = at;
    block.entries += n;
  }
  /** @param {number} at */
  function settle(at) {
    if (undated === 0) return;
    undatedClasses.forEach((n, i) => n > 0 && count(at, i, n));
    undatedClasses.fill(0);
    undated = 0;
  }
  function close() {
    if (!current) return;
    settle(otherwiseAt);
    current.minutes = Int32Array.from(minutes.keys());
    current.counts = Uint32Array.from([...minutes.values()].flat());
    blocks.push(current);
    current = undefined;
  }
  /** @param {number} offset @param {number} lineStart @param {number} lineEnd */
  function take(offset, lineStart, lineEnd) {
    let end = lineEnd;
    if (end > lineStart && buffer[end - 1] === 13) end--;
    if (end <= lineStart) return;
    if (shape === 'text' && !beginsText(buffer, lineStart, end)) return;
    const block = Math.floor(offset / BLOCK_BYTES);
    if (!current || current.block !== block) {
      close();
      minutes = new Map();
      lastMinute = -1;
      carry = NaN;
      current = {
        block,
        minAt: Infinity,
        maxAt: -Infinity,
        entries: 0,
        minutes: none.minutes,
        counts: none.counts,
      };
    }
    const { at, severity } = scanLine(buffer, lineStart, end);
    const severityClass = classOf(severity);
    if (!Number.isNaN(at)) {
      carry = at;
      settle(at);
      count(at, severityClass, 1);
    } else if (!Number.isNaN(carry)) {
      count(carry, severityClass, 1);
    } else {
      undatedClasses[severityClass]++;
      undated++;
    }
  }

  // The line that `from` lies in belongs to what is before it.
  let position = from === 0 ? 0 : from - 1;
  let skipping = from !== 0;
  let kept = 0;
  for (;;) {
    const read =
      position < size
        ? readSync(
            fd,
            buffer,
            kept,
            Math.min(buffer.length - kept, READ_BYTES, size - position),
            position,
          )
        : 0;
    const filled = kept + read;
    const base = position - kept;
    position += read;
    const view = buffer.subarray(0, filled);
    let line = 0;
    for (;;) {
      const newline = view.indexOf(NEWLINE, line);
      if (newline < 0) break;
      if (skipping) skipping = false;
      else {
        if (base + line >= to) {
          close();
          return blocks;
        }
        take(base + line, line, newline);
      }
      line = newline + 1;
    }
    const isOver = read === 0;
    if (isOver) {
      if (line < filled && !skipping && base + line < to)
        take(base + line, line, filled);
      close();
      return blocks;
    }
    if (line === 0 && filled === buffer.length) {
      // A line longer than anybody writes: what it begins with counts.
      if (!skipping) {
        if (base >= to) {
          close();
          return blocks;
        }
        take(base, 0, filled);
      }
      skipping = true;
      kept = 0;
    } else {
      buffer.copyWithin(0, line, filled);
      kept = filled - line;
    }
    if (position - kept >= to && !skipping) {
      close();
      return blocks;
    }
  }
}

module.exports = {
  BLOCK_BYTES,
  CLASSES,
  MINUTE_MS,
  beginsText,
  classOf,
  scanLine,
  summarize,
};

if (parentPort) {
  const port = parentPort;
  port.on('message', ({ id, job }) => {
    try {
      port.postMessage({ id, blocks: summarize(job) });
    } catch (error) {
      port.postMessage({ id, error: String(error) });
    }
  });
}
