import { didYouMean } from '@countersign/plugin-governance-common';
import { RE2JS } from 're2js';
import { severityNames, severityNumber } from '../model/severity';
import {
  FieldTerm,
  Filter,
  FilterProblem,
  LONGEST_FILTER,
  Operator,
  operators,
} from './Filter';

/** Terms of one filter, and brackets within each other. */
const MOST_TERMS = 100;
const DEEPEST = 20;

/** Ends the reading of a filter. */
class Wrong extends Error {
  constructor(readonly problem: FilterProblem) {
    super(problem.message);
  }
}

class Reader {
  #at = 0;
  #terms = 0;
  #depth = 0;

  constructor(private readonly text: string) {}

  read(): Filter {
    this.#blanks();
    if (this.#at === this.text.length) return { kind: 'all', of: [] };
    const filter = this.#any();
    if (this.#at < this.text.length) {
      throw this.#wrong(this.#at, this.#at + 1, 'No bracket is open here.');
    }
    return filter;
  }

  #any(): Filter {
    const of = [this.#all()];
    while (this.#word('OR')) of.push(this.#all());
    return of.length === 1 ? of[0] : { kind: 'any', of };
  }

  #all(): Filter {
    const of = [this.#not()];
    for (;;) {
      const joined = this.#word('AND');
      if (!joined && (this.#ends() || this.#looksAt('OR'))) break;
      of.push(this.#not());
    }
    return of.length === 1 ? of[0] : { kind: 'all', of };
  }

  #not(): Filter {
    if (this.#word('NOT') || this.#dash()) {
      return this.#deeper(() => ({ kind: 'not', of: this.#not() }));
    }
    return this.#term();
  }

  #term(): Filter {
    const from = this.#at;
    if (this.#ends() || this.#looksAt('OR') || this.#looksAt('AND')) {
      throw this.#wrong(from, from + 1, 'Write what to look for here.');
    }
    if (this.text[from] === '(') return this.#bracket();
    if (++this.#terms > MOST_TERMS) {
      throw this.#wrong(
        from,
        from + 1,
        `A filter has ${MOST_TERMS} terms at most.`,
      );
    }
    const isQuoted = this.text[from] === '"';
    const name = isQuoted ? this.#quoted() : this.#run(/[^\s()":=!<>~]/);
    const operatorAt = this.#at;
    const operator = operators.find(each =>
      this.text.startsWith(each, operatorAt),
    );
    if (!operator) {
      if (name === '') {
        throw this.#wrong(
          from,
          from + 1,
          `Put ${this.text[from]} in quotes, or write a field before it.`,
        );
      }
      this.#blanks();
      const next = operators.find(each => this.text.startsWith(each, this.#at));
      if (next) {
        throw this.#wrong(
          this.#at,
          this.#at + next.length,
          `Write ${name}${next} without a blank.`,
        );
      }
      return { kind: 'text', text: name };
    }
    if (name === '') {
      throw this.#wrong(
        from,
        operatorAt + operator.length,
        `Write a field before ${operator}.`,
      );
    }
    this.#at += operator.length;
    return this.#comparison(name, operator, from);
  }

  #comparison(field: string, operator: Operator, from: number): Filter {
    const valueAt = this.#at;
    const value =
      this.text[valueAt] === '"' ? this.#quoted() : this.#run(/[^\s()"]/);
    if (value === '' && this.text[valueAt] !== '"') {
      throw this.#wrong(
        from,
        valueAt,
        this.text[valueAt] === '('
          ? `Repeat the field: ${field}${operator}a OR ${field}${operator}b.`
          : `Write a value behind ${field}${operator}.`,
      );
    }
    if (this.text[this.#at] === '"') {
      throw this.#wrong(
        this.#at,
        this.#at + 1,
        'Leave a blank before a quote.',
      );
    }
    const wrong = this.#valueProblem(field, operator, value);
    if (wrong) throw this.#wrong(valueAt, this.#at, wrong);
    this.#blanks();
    const positive = { '!=': '=', '!~': '=~' } as const;
    const isNegative = operator === '!=' || operator === '!~';
    const term: FieldTerm = {
      kind: 'field',
      field,
      value,
      operator: isNegative ? positive[operator] : operator,
    };
    return isNegative ? { kind: 'not', of: term } : term;
  }

  #valueProblem(
    field: string,
    operator: Operator,
    value: string,
  ): string | undefined {
    if (operator === '=~' || operator === '!~') return patternProblem(value);
    if (field === 'severity' && operator !== ':') {
      const isKnown =
        severityNumber(value) !== undefined || /^([01]?\d|2[0-4])$/.test(value);
      return isKnown
        ? undefined
        : `There is no severity ${value}${didYouMean(
            value.toUpperCase(),
            severityNames,
          )}. Take DEBUG, INFO, WARN, ERROR or FATAL.`;
    }
    return undefined;
  }

  #bracket(): Filter {
    const from = this.#at;
    this.#at++;
    this.#blanks();
    const inner = this.#deeper(() => this.#any());
    if (this.text[this.#at] !== ')') {
      throw this.#wrong(from, from + 1, 'This bracket is not closed.');
    }
    this.#at++;
    this.#blanks();
    return inner;
  }

  #deeper<T>(read: () => T): T {
    if (++this.#depth > DEEPEST) {
      throw this.#wrong(
        this.#at,
        this.#at + 1,
        `Brackets are ${DEEPEST} deep at most.`,
      );
    }
    const inner = read();
    this.#depth--;
    return inner;
  }

  /** A text in quotes, in which a backslash takes the next character as it is. */
  #quoted(): string {
    const from = this.#at;
    let value = '';
    for (let i = from + 1; i < this.text.length; i++) {
      const character = this.text[i];
      if (character === '"') {
        this.#at = i + 1;
        if (!operators.some(each => this.text.startsWith(each, i + 1))) {
          this.#blanks();
        }
        return value;
      }
      if (character === '\\' && i + 1 < this.text.length)
        value += this.text[++i];
      else value += character;
    }
    throw this.#wrong(from, this.text.length, 'This quote is not closed.');
  }

  #run(fits: RegExp): string {
    const from = this.#at;
    while (this.#at < this.text.length && fits.test(this.text[this.#at])) {
      this.#at++;
    }
    return this.text.slice(from, this.#at);
  }

  #dash(): boolean {
    if (
      this.text[this.#at] !== '-' ||
      !/[^\s]/.test(this.text[this.#at + 1] ?? ' ')
    ) {
      return false;
    }
    this.#at++;
    return true;
  }

  #word(word: string): boolean {
    if (!this.#looksAt(word)) return false;
    this.#at += word.length;
    this.#blanks();
    return true;
  }

  #looksAt(word: string): boolean {
    return (
      this.text.startsWith(word, this.#at) &&
      /^([\s()]|$)/.test(
        this.text.slice(this.#at + word.length, this.#at + word.length + 1),
      )
    );
  }

  #ends(): boolean {
    return this.#at >= this.text.length || this.text[this.#at] === ')';
  }

  #blanks(): void {
    while (/\s/.test(this.text[this.#at] ?? '')) this.#at++;
  }

  #wrong(from: number, to: number, message: string): Wrong {
    return new Wrong({ from, to: Math.max(from, to), message });
  }
}

/**
 * Reads a filter. Its language is the core of Cloud Logging's: words and "quoted texts", `field=value` with `=`, `!=`, `:` (has),
 * `<`, `<=`, `>`, `>=`, `=~` and `!~` (RE2), joined by AND, OR, NOT, `-` and brackets. What stands side by side is joined by AND.
 */
export function parseFilter(
  text: string,
): { filter: Filter } | { problem: FilterProblem } {
  if (text.length > LONGEST_FILTER) {
    return {
      problem: {
        from: LONGEST_FILTER,
        to: text.length,
        message: `A filter has ${LONGEST_FILTER} characters at most.`,
      },
    };
  }
  try {
    return { filter: new Reader(text).read() };
  } catch (error) {
    if (error instanceof Wrong) return { problem: error.problem };
    throw error;
  }
}

function patternProblem(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch {
    return 'This is no regular expression that RE2 takes.';
  }
}
