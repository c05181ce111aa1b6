import { proseOf } from './prose';

/** A person or a group that a text names, as in `@amara-approver` or `@group:default/checkout`. */
export interface Mention {
  /** Entity ref, in lower case. Whether the catalog has it is another question. */
  entityRef: string;
  /** Where it stands in the text, from its `@` on. */
  start: number;
  end: number;
}

const part = '[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}._-]*';
const mention = new RegExp(
  `@(?:(user|group):)?(?:(${part})/)?(${part})`,
  'iuy',
);
/** What goes on after it: a longer path, another kind of entity, an address. */
const goesOn = /[/:][\p{L}\p{N}]|@/uy;
/** Right before an `@`, these make it part of an e-mail address or a path. Underscores may be emphasis. */
const before = /[\p{L}\p{N}\p{M}+%/@-]_*$/u;
const LONGEST_NAME = 63;

/**
 * The people and groups that a Markdown text mentions, in order. What stands in code, links, addresses and HTML tags
 * mentions nobody.
 */
export function mentionsIn(text: string): Mention[] {
  return proseOf(text).flatMap(([from, to]) => mentionsBetween(text, from, to));
}

/** Whom a text mentions, each once. */
export function mentionedIn(text: string): string[] {
  return [...new Set(mentionsIn(text).map(({ entityRef }) => entityRef))];
}

/** The beginning of a mention that ends at the caret. */
export interface MentionBeginning {
  /** Of its `@`. */
  start: number;
  /** What follows the `@`; may be empty. */
  query: string;
}

const beginning = /@[\p{L}\p{N}\p{M}._:/-]*$/u;

/** The mention that is being typed, if there is one. */
export function mentionBeingTyped(
  text: string,
  caret: number,
): MentionBeginning | undefined {
  const typed = text.slice(0, caret);
  const found = beginning.exec(typed);
  if (!found) return undefined;
  const start = found.index;
  // As if a name stood there: then it is one, or stands where nobody is mentioned.
  const asName = `${typed.slice(0, start)}@x`;
  return mentionsIn(asName).some(each => each.start === start)
    ? { start, query: found[0].slice(1) }
    : undefined;
}

function mentionsBetween(text: string, from: number, to: number): Mention[] {
  const found: Mention[] = [];
  let at = text.indexOf('@', from);
  while (at >= 0 && at < to) {
    const one = mentionAt(text, at, from, to);
    if (one) found.push(one);
    at = text.indexOf('@', one?.end ?? at + 1);
  }
  return found;
}

function mentionAt(
  text: string,
  start: number,
  from: number,
  to: number,
): Mention | undefined {
  if (before.test(text.slice(Math.max(0, start - 2 * LONGEST_NAME), start))) {
    return undefined;
  }
  mention.lastIndex = start;
  const match = mention.exec(text.slice(0, to));
  if (!match || start < from) return undefined;
  const [whole, kind = 'user', namespace = 'default', written] = match;
  goesOn.lastIndex = start + whole.length;
  if (goesOn.test(text)) return undefined;
  const name = written.replace(/[._-]+$/u, '');
  if (name.length > LONGEST_NAME || namespace.length > LONGEST_NAME) {
    return undefined;
  }
  return {
    entityRef: `${kind}:${namespace}/${name}`
      .normalize('NFC')
      .toLocaleLowerCase('en-US'),
    start,
    end: start + whole.length - (written.length - name.length),
  };
}
