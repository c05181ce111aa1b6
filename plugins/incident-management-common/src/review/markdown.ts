/** Signs that turn the direction of what follows, so that a text reads otherwise than it is. */
const turning = /[\u202a-\u202e\u2066-\u2069]/gu;

/** Somebody's text as one line of Markdown that says just that, whatever signs are in it. */
export function plainLine(text: string): string {
  return text
    .replace(turning, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replace(/[\\`*_{}[\]#]/g, sign => `\\${sign}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('|', '&#124;')
    .replaceAll('~', '&#126;');
}

/** A text in double quotes, as front matter takes it. */
export function quoted(text: string): string {
  return JSON.stringify(
    text.replace(turning, '').replace(/[\s\p{Cc}]+/gu, ' '),
  );
}

const opening = /^(`{3,}|~{3,})[ \t]*([\w+-]*)[^`]*$/;

/**
 * Somebody's Markdown as a part of a larger page: lists, links and code stay, and nothing of it reaches out of its part. It
 * makes no heading, no HTML, no definition that holds elsewhere, and its last block of code ends with it.
 */
export function containedMarkdown(text: string): string {
  const lines: string[] = [];
  let fence = '';
  for (const line of text
    .replace(turning, '')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .split('\n')) {
    if (fence) {
      const closes = new RegExp(`^ {0,3}\\${fence[0]}{${fence.length},}\\s*$`);
      lines.push(closes.test(line) ? fence : line);
      if (closes.test(line)) fence = '';
      continue;
    }
    const begun = opening.exec(line);
    if (begun) {
      fence = begun[1];
      lines.push(`${fence}${begun[2]}`);
      continue;
    }
    lines.push(containedLine(line));
  }
  if (fence) lines.push(fence);
  return lines.join('\n').trim();
}

/** Before these a line may stand in a list or a quotation. */
const within = String.raw`^((?:\s|>|[-+*](?=\s)|\d+[.)](?=\s))*)`;
const heading = new RegExp(`${within}(#)`);
const underline = new RegExp(`${within}(=+|-+)(\\s*)$`);
const definition = new RegExp(`${within}(\\*?\\[[^\\]]*\\]:)`);
const special = new RegExp(
  `${within}(!!!|\\?\\?\\?|===|:::|;*-*8<|\\[TOC\\]|\`{3,}|~{3,})`,
  'i',
);
/** What a link may begin with; anything with another scheme is no link. */
const foreign = /\](\(\s*(?!(?:https?|mailto):)[a-z][a-z0-9+.\-\s]*:)/gi;

function containedLine(line: string): string {
  return line
    .replaceAll('<', '&lt;')
    .replaceAll('{', '\\{')
    .replace(heading, '$1\\$2')
    .replace(underline, '$1\\$2$3')
    .replace(definition, '$1\\$2')
    .replace(special, '$1\\$2')
    .replace(foreign, ']\\$1');
}
