import { readSelector, Selector } from '../series';

/** What a query counts: the events of a selector, or of one less those of another. */
export type CountedQuery =
  | { kind: 'events'; selector: Selector }
  | { kind: 'rest'; of: Selector; without: Selector };

/**
 * Reads `sum(rate(selector[window]))`, and the difference of two. Anything else counts otherwise than by selectors.
 *
 * @returns undefined where it is neither
 */
export function countedQuery(text: string): CountedQuery | undefined {
  const bare = bareOf(text);
  const minus = topLevelMinus(bare);
  if (minus < 0) {
    const selector = summedSelector(bare);
    return selector && { kind: 'events', selector };
  }
  const of = summedSelector(bare.slice(0, minus));
  const without = summedSelector(bare.slice(minus + 1));
  return of && without && { kind: 'rest', of, without };
}

/** What is counted, without what encloses it and what stands in for nothing. */
function bareOf(text: string): string {
  const bare = withoutParentheses(withoutZero(text));
  return bare === text ? bare : bareOf(bare);
}

/** That there may be no errors yet is known without being told. */
function withoutZero(text: string): string {
  return text
    .trim()
    .replace(/\s+or\s+(on\s*\(\s*\)\s*)?vector\(\s*0\s*\)$/i, '');
}

function summedSelector(text: string): Selector | undefined {
  const match =
    /^sum\s*\(\s*(?:rate|increase)\s*\(\s*([\s\S]*?)\s*\[[^\][]*\]\s*\)\s*\)$/.exec(
      bareOf(text),
    );
  if (!match) return undefined;
  const selector = readSelector(match[1]);
  return typeof selector === 'string' ? undefined : selector;
}

/** Without what encloses it as a whole. */
function withoutParentheses(text: string): string {
  const bare = text.trim();
  if (!bare.startsWith('(')) return bare;
  let depth = 0;
  const closes = scan(bare, sign => {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    return depth === 0;
  });
  return closes === bare.length - 1
    ? withoutParentheses(bare.slice(1, -1))
    : bare;
}

function topLevelMinus(text: string): number {
  let depth = 0;
  return scan(text, sign => {
    if ('({['.includes(sign)) depth += 1;
    if (')}]'.includes(sign)) depth -= 1;
    return depth === 0 && sign === '-';
  });
}

/** Where a sign is first found, texts in quotes left out. */
function scan(text: string, isIt: (sign: string) => boolean): number {
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (quote) {
      if (sign === '\\') i += 1;
      else if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'") {
      quote = sign;
    } else if (isIt(sign)) {
      return i;
    }
  }
  return -1;
}
