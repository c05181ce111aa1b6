/** One value of one series. */
export interface ExposedSample {
  name: string;
  labels: Record<string, string>;
  value: number;
  /** As it was written, in the unit of the format. */
  timestamp?: number;
}

const NAME = /[^\s{}"#=,]+/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"/y;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Reads the value of a sample: decimal, `NaN`, `+Inf`, `-Inf`; undefined where it is none. */
function readValue(text: string): number | undefined {
  if (NUMBER.test(text)) return Number(text);
  if (/^nan$/i.test(text)) return NaN;
  const infinite = /^([+-]?)inf(inity)?$/i.exec(text);
  if (!infinite) return undefined;
  return infinite[1] === '-' ? -Infinity : Infinity;
}

/**
 * Reads a line of a sample, in the Prometheus text format or OpenMetrics: names may be quoted, exemplars are passed over.
 *
 * @returns undefined where the line is none
 */
export function readSample(line: string): ExposedSample | undefined {
  let at = 0;
  const blank = () => {
    while (line[at] === ' ' || line[at] === '\t') at += 1;
  };
  const sign = (expected: string) => {
    blank();
    if (line[at] !== expected) return false;
    at += 1;
    return true;
  };
  const match = (pattern: RegExp) => {
    blank();
    pattern.lastIndex = at;
    const found = pattern.exec(line);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const word = () => {
    const quoted = match(QUOTED);
    return quoted ? unescape(quoted[1]) : match(NAME)?.[0];
  };

  let name = line[at] === '{' ? undefined : word();
  const labels: Record<string, string> = Object.create(null);
  if (sign('{')) {
    while (!sign('}')) {
      const label = word();
      if (label === undefined) return undefined;
      if (sign('=')) {
        const value = match(QUOTED);
        if (!value || Object.hasOwn(labels, label)) return undefined;
        labels[label] = unescape(value[1]);
      } else if (name === undefined) {
        // A name that is no identifier stands within the braces.
        name = label;
      } else {
        return undefined;
      }
      if (!sign(',')) {
        if (!sign('}')) return undefined;
        break;
      }
    }
  }
  if (!name) return undefined;
  const [rest] = line.slice(at).split(' # ');
  const [value, timestamp, ...more] = rest.trim().split(/[ \t]+/);
  const number = readValue(value);
  const time = timestamp === undefined ? undefined : readValue(timestamp);
  if (number === undefined || more.length > 0) return undefined;
  if (timestamp !== undefined && !Number.isFinite(time)) return undefined;
  return { name, labels, value: number, timestamp: time };
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, (_, sign: string) =>
    sign === 'n' ? '\n' : sign,
  );
}
