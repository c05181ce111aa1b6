import {
  FilterProblem,
  LONGEST_FILTER,
} from '@countersign/plugin-service-logs-common';

/** Severities as Cloud Logging has them. */
export const cloudSeverities = [
  'DEFAULT',
  'DEBUG',
  'INFO',
  'NOTICE',
  'WARNING',
  'ERROR',
  'CRITICAL',
  'ALERT',
  'EMERGENCY',
] as const;

/** Deeper ones nobody reads. */
const DEEPEST = 50;

type Kind = 'word' | 'text' | 'operator' | '(' | ')' | ',' | '-' | 'end';

interface Token {
  kind: Kind;
  text: string;
  from: number;
  to: number;
}

class Wrong extends Error {
  constructor(readonly problem: FilterProblem) {
    super(problem.message);
  }
}

function wrong(from: number, to: number, message: string): never {
  throw new Wrong({ from, to, message });
}

const patterns: [Kind, RegExp][] = [
  // A time needs no quotes, though it has colons.
  ['word', /\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})?/y],
  ['text', /"(\\[^]|[^"\\])*"/y],
  ['operator', /!=|>=|<=|=~|!~|=|:|>|</y],
  ['(', /\(/y],
  [')', /\)/y],
  [',', /,/y],
  ['-', /-(?=[^\s-])/y],
  ['word', /[\p{L}\p{N}_.*/@+$%#&](-(?!-)|[\p{L}\p{N}_.*/@+$%#&])*/uy],
];

function tokensOf(text: string): Token[] {
  if (text.length > LONGEST_FILTER) {
    wrong(
      LONGEST_FILTER,
      text.length,
      `A filter has ${LONGEST_FILTER} characters at most.`,
    );
  }
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    while (/\s/.test(text[at] ?? '')) at++;
    if (at >= text.length) break;
    if (text.startsWith('--', at)) {
      wrong(at, text.length, 'Leave the comment out.');
    }
    const found = tokenAt(text, at);
    tokens.push(found);
    at = found.to;
  }
  return tokens;
}

function tokenAt(text: string, at: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    if (found) return { kind, text: found, from: at, to: at + found.length };
  }
  if (text[at] === '"') wrong(at, text.length, 'This quote is not closed.');
  return wrong(at, at + 1, `Put what has ${text[at]} in it in double quotes.`);
}

class Reader {
  #at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly length: number,
  ) {}

  read(): void {
    if (this.tokens.length === 0) return;
    this.#expression(0);
    const { kind, from, to } = this.#next;
    if (kind === ')') wrong(from, to, 'No bracket is open here.');
    if (kind !== 'end') wrong(from, to, 'A field or a text is missing here.');
  }

  get #next(): Token {
    const end = {
      kind: 'end' as const,
      text: '',
      from: this.length,
      to: this.length,
    };
    return this.tokens[this.#at] ?? end;
  }

  #take(): Token {
    const token = this.#next;
    this.#at += 1;
    return token;
  }

  #is(...words: string[]): boolean {
    const { kind, text } = this.#next;
    return kind === 'word' && words.includes(text);
  }

  /** Terms that AND, OR or nothing stands between. */
  #expression(depth: number): void {
    if (depth > DEEPEST) {
      const { from, to } = this.#next;
      wrong(from, to, `Brackets are ${DEEPEST} deep at most.`);
    }
    this.#term(depth);
    for (;;) {
      const { kind } = this.#next;
      if (kind === 'end' || kind === ')') return;
      if (this.#is('AND', 'OR')) this.#take();
      this.#term(depth);
    }
  }

  #term(depth: number): void {
    while (this.#is('NOT') || this.#next.kind === '-') this.#take();
    if (this.#next.kind === '(') this.#brackets(depth);
    else this.#comparison(depth);
  }

  #brackets(depth: number): void {
    const { from, to } = this.#take();
    this.#expression(depth + 1);
    if (this.#next.kind !== ')') wrong(from, to, 'This bracket is not closed.');
    this.#take();
  }

  /** A text, a field with what it is compared with, or a function such as `ip_in_net(…)`. */
  #comparison(depth: number): void {
    const field = this.#path();
    if (this.#isCall(field)) this.#call();
    const { kind, text } = this.#next;
    if (kind !== 'operator') return;
    const operator = this.#take();
    const value = this.#next;
    if (value.kind === '(') {
      this.#brackets(depth);
      return;
    }
    if (value.kind === '-') this.#take();
    if (!['word', 'text'].includes(this.#next.kind)) {
      wrong(
        operator.from,
        operator.to,
        `After ${text} stands what the field is compared with.`,
      );
    }
    this.#checkValue(field.text, this.#path());
  }

  /** Parts that stand together, such as `labels."k8s/app"`. */
  #path(): Token {
    const first = this.#next;
    const isJoining =
      this.#is('AND', 'OR') || !['word', 'text'].includes(first.kind);
    if (isJoining) {
      wrong(
        first.from,
        Math.max(first.to, first.from + 1),
        'A field or a text is missing here.',
      );
    }
    const path = { ...this.#take() };
    while (
      ['word', 'text'].includes(this.#next.kind) &&
      this.#next.from === path.to
    ) {
      const part = this.#take();
      path.text += part.text;
      path.to = part.to;
    }
    return path;
  }

  #isCall({ to }: Token): boolean {
    return this.#next.kind === '(' && this.#next.from === to;
  }

  #call(): void {
    const { from, to } = this.#take();
    while (this.#next.kind !== ')') {
      if (!['word', 'text', ',', '-'].includes(this.#next.kind)) {
        wrong(from, to, 'This bracket is not closed.');
      }
      this.#take();
    }
    this.#take();
  }

  #checkValue(field: string, { text, from, to }: Token): void {
    const value = text.replace(/^"|"$/g, '');
    if (field === 'severity' && !isSeverity(value)) {
      wrong(from, to, `Severities are ${cloudSeverities.join(', ')}.`);
    }
    if (field === 'timestamp' && Number.isNaN(Date.parse(value))) {
      wrong(from, to, 'A time is such as "2026-11-27T10:00:00Z".');
    }
  }
}

/**
 * What is wrong with a filter in Cloud Logging's language, as far as can be said without asking it: brackets, quotes, operators and what
 * they join, names of severity, times. What passes stands on its own, so that put in brackets it narrows what stands beside it and
 * never widens it.
 *
 * @see https://cloud.google.com/logging/docs/view/logging-query-language
 */
export function filterProblems(text: string): FilterProblem[] {
  try {
    new Reader(tokensOf(text), text.length).read();
    return [];
  } catch (error) {
    if (error instanceof Wrong) return [error.problem];
    throw error;
  }
}

function isSeverity(value: string): boolean {
  return (
    /^\d{1,3}$/.test(value) ||
    cloudSeverities.some(each => each === value.toUpperCase())
  );
}
