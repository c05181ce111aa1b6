/** A part of a text, from one offset up to another. */
export type Stretch = [from: number, to: number];

const fence = /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*(`{3,}|~{3,})(.*)$/u;
const listItem = /^[\s>]*(?:[-*+]|\d{1,9}[.)])\s/u;
const definition = /^ {0,3}\[((?:[^\]\\]|\\.)+)\]:\s*\S/u;

interface Line {
  from: number;
  to: number;
  text: string;
}

/**
 * The parts of a Markdown text that are words of whoever wrote it: not code, not a link with its label, not an address,
 * not an HTML tag. Where CommonMark leaves little doubt it is followed; in doubt something is words.
 */
export function proseOf(text: string): Stretch[] {
  const lines = linesOf(text);
  const links = new Set(
    lines.flatMap(line => {
      const found = definition.exec(line.text);
      return found ? [labelOf(found[1])] : [];
    }),
  );
  return paragraphs(lines).flatMap(([from, to]) =>
    proseWithin(text, from, to, links),
  );
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (const line of text.split('\n')) {
    lines.push({ from, to: from + line.length, text: line });
    from += line.length + 1;
  }
  return lines;
}

/** Lines that belong together and are neither code nor the definition of a link. */
function paragraphs(lines: readonly Line[]): Stretch[] {
  const found: Stretch[] = [];
  let open: Stretch | undefined;
  let inFence: string | undefined;
  let inList = false;
  let afterBlank = true;
  const end = () => {
    if (open) found.push(open);
    open = undefined;
  };
  for (const { from, to, text } of lines) {
    const isBlank = !text.trim();
    const mark = fence.exec(text);
    const isIndented = /^(?: {4}|\t)/.test(text);
    if (inFence !== undefined) {
      if (mark?.[1].startsWith(inFence) && !mark[2].trim()) inFence = undefined;
    } else if (isBlank) {
      end();
    } else if (mark && !(mark[1][0] === '`' && mark[2].includes('`'))) {
      end();
      inFence = mark[1];
    } else if (isIndented && !inList && !open && afterBlank) {
      // Indented code; the next line of it comes here too, since nothing is open.
      end();
      continue;
    } else if (!definition.test(text)) {
      if (listItem.test(text)) inList = true;
      else if (!isIndented && !/^\s/.test(text) && afterBlank) inList = false;
      open = [open?.[0] ?? from, to];
    }
    afterBlank = isBlank;
  }
  end();
  return found;
}

/** What is skipped as a whole where it begins. */
const tag = /<(?:!--[\s\S]*?-->|\/?[a-z][^<>]*>|[^\s<>]*[:@][^\s<>]*>)/iuy;
const address = /(?:https?:\/\/|ftp:\/\/|www\.)[^\s<]+/iuy;

function proseWithin(
  text: string,
  from: number,
  to: number,
  links: ReadonlySet<string>,
): Stretch[] {
  const found: Stretch[] = [];
  let begin = from;
  let at = from;
  const skipTo = (next: number) => {
    if (at > begin) found.push([begin, at]);
    at = next;
    begin = next;
  };
  while (at < to) {
    const end = skipped(text, at, to, links);
    if (end !== undefined) skipTo(end);
    else if (text[at] === '`') at += runOf(text, at, to);
    else at += 1;
  }
  if (to > begin) found.push([begin, to]);
  return found;
}

/** Where what begins here ends, if it is no prose. */
function skipped(
  text: string,
  at: number,
  to: number,
  links: ReadonlySet<string>,
): number | undefined {
  switch (text[at]) {
    case '\\':
      return /[!-/:-@[-`{-~]/.test(text[at + 1] ?? '') ? at + 2 : undefined;
    case '`':
      return codeSpan(text, at, to);
    case '<':
      return matching(tag, text, at, to);
    case '[':
      return link(text, at, to, links);
    case 'h':
    case 'H':
    case 'f':
    case 'F':
    case 'w':
    case 'W':
      return /[\p{L}\p{N}]/u.test(text[at - 1] ?? '')
        ? undefined
        : matching(address, text, at, to);
    default:
      return undefined;
  }
}

function matching(pattern: RegExp, text: string, at: number, to: number) {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  return found && at + found[0].length <= to ? at + found[0].length : undefined;
}

function runOf(text: string, at: number, to: number): number {
  let end = at;
  while (end < to && text[end] === text[at]) end += 1;
  return end - at;
}

/** Code ends with as many backticks as it began with. */
function codeSpan(text: string, at: number, to: number): number | undefined {
  const length = runOf(text, at, to);
  let next = at + length;
  while (next < to) {
    next = text.indexOf('`', next);
    if (next < 0 || next >= to) return undefined;
    const run = runOf(text, next, to);
    next += run;
    if (run === length) return next;
  }
  return undefined;
}

/** A link or an image with its label and where it leads, or one that is defined elsewhere. */
function link(
  text: string,
  at: number,
  to: number,
  links: ReadonlySet<string>,
): number | undefined {
  const label = closing(text, at, to, '[', ']');
  if (label === undefined) return undefined;
  if (text[label] === '(') return closing(text, label, to, '(', ')');
  if (text[label] === '[') {
    const other = closing(text, label, to, '[', ']');
    if (other !== undefined) {
      const named = text.slice(label + 1, other - 1);
      const target = named.trim() ? named : text.slice(at + 1, label - 1);
      if (links.has(labelOf(target))) return other;
    }
  }
  return links.has(labelOf(text.slice(at + 1, label - 1))) ? label : undefined;
}

/** After the bracket that closes the one here. */
function closing(
  text: string,
  at: number,
  to: number,
  open: string,
  close: string,
): number | undefined {
  let depth = 0;
  for (let i = at; i < to; i++) {
    if (text[i] === '\\') {
      i += 1;
    } else if (text[i] === '`') {
      i = (codeSpan(text, i, to) ?? i + runOf(text, i, to)) - 1;
    } else if (text[i] === open) {
      depth += 1;
    } else if (text[i] === close) {
      depth -= 1;
      if (depth === 0) return i + 1;
    }
  }
  return undefined;
}

function labelOf(label: string): string {
  return label.trim().replace(/\s+/gu, ' ').toLocaleLowerCase('en-US');
}
