/** How a label is compared, as PromQL writes it. */
export type MatchOperator = '=' | '!=' | '=~' | '!~';

export interface LabelMatcher {
  label: string;
  op: MatchOperator;
  value: string;
}

/** An instant vector selector of PromQL: one metric, and what its labels have to be. */
export interface Selector {
  metric: string;
  matchers: LabelMatcher[];
}

const NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const OPERATOR = /=~|!~|!=|=/y;
const STRING = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/y;

const escapes: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
};

export const selectorHint =
  'a metric and its labels, as in http_requests_total{route="/api",code=~"5.."}';

/**
 * Reads a selector. Functions, ranges and arithmetic are none: what is measured is counted by the engine itself.
 *
 * @returns where and why it is none, for whoever wrote it
 */
export function readSelector(text: string): Selector | string {
  let at = 0;
  const skip = () => {
    while (/\s/.test(text[at] ?? '')) at += 1;
  };
  const take = (pattern: RegExp): string | undefined => {
    skip();
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) at += found.length;
    return found;
  };
  const takeSign = (sign: string): boolean => {
    skip();
    if (text[at] !== sign) return false;
    at += 1;
    return true;
  };
  const refuse = (expected: string) =>
    `Character ${at + 1}: expected ${expected}. Write ${selectorHint}`;

  const metric = take(NAME);
  if (!metric) return refuse('the name of a metric');
  const matchers: LabelMatcher[] = [];
  if (takeSign('{')) {
    while (!takeSign('}')) {
      if (matchers.length > 0) {
        if (!takeSign(',')) return refuse('a comma or }');
        if (takeSign('}')) break;
      }
      const label = take(LABEL);
      if (!label) return refuse('the name of a label');
      const op = take(OPERATOR) as MatchOperator | undefined;
      if (!op) return refuse('one of = != =~ !~');
      const quoted = take(STRING);
      if (!quoted) return refuse('a value in quotes');
      matchers.push({ label, op, value: unquote(quoted) });
    }
  }
  skip();
  return at === text.length ? { metric, matchers } : refuse('the end');
}

function unquote(quoted: string): string {
  return quoted
    .slice(1, -1)
    .replace(/\\(.)/g, (_, sign: string) => escapes[sign] ?? sign);
}

/** Writes a selector. */
export function selectorText({ metric, matchers }: Selector): string {
  const quote = (value: string) =>
    `"${value
      .replace(/[\\"]/g, '\\$&')
      .replace(/\n/g, '\\n')
      .replace(/\t/g, '\\t')
      .replace(/\r/g, '\\r')}"`;
  const inside = matchers.map(
    ({ label, op, value }) => `${label}${op}${quote(value)}`,
  );
  return inside.length ? `${metric}{${inside.join(',')}}` : metric;
}
