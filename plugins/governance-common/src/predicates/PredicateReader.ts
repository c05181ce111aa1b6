import {
  comparing,
  example,
  logical,
  unknownOperator,
  unknownProperty,
} from './unknownWords';
import {
  canBegin,
  isStorable,
  kindOf,
  show,
  valueProblem,
  whatItIs,
} from './values';
import { Term, termOf, Vocabulary } from './vocabulary';

/** What is wrong with a predicate, and where in it. */
export interface PredicateProblem {
  path: (string | number)[];
  message: string;
}

/** Nobody writes more by hand, and nothing deeper is worth the stack that it takes. */
const MOST_LEVELS = 20;
const MOST_CONDITIONS = 500;

type Path = readonly (string | number)[];

/** Reads a predicate word by word and keeps what is wrong with it. */
export class PredicateReader {
  readonly problems: PredicateProblem[] = [];
  #conditions = 0;

  refuse(path: Path, message: string): void {
    this.problems.push({ path: [...path], message });
  }

  predicate(value: unknown, vocabulary: Vocabulary, path: Path): void {
    if (!isObject(value)) {
      this.refuse(
        path,
        `must be an object of conditions such as ${example(
          vocabulary,
        )}, not ${show(value)}`,
      );
      return;
    }
    if (path.length > 2 * MOST_LEVELS) {
      this.refuse(path, `is nested more than ${MOST_LEVELS} levels deep`);
      return;
    }
    const keys = Object.keys(value);
    const operator = logical.find(name => keys.includes(name));
    if (operator && keys.length > 1) {
      this.refuse(
        path,
        `${operator} must stand alone: put the other conditions beside it into an $all`,
      );
    } else if (operator === '$not') {
      this.predicate(value.$not, vocabulary, [...path, '$not']);
    } else if (operator) {
      this.#several(operator, value[operator], vocabulary, path);
    } else {
      keys.forEach(key => this.#property(key, value[key], vocabulary, path));
    }
  }

  #several(
    operator: '$all' | '$any',
    value: unknown,
    vocabulary: Vocabulary,
    path: Path,
  ): void {
    const here = [...path, operator];
    if (!Array.isArray(value)) {
      this.refuse(here, 'must be a list of predicates');
    } else if (value.length === 0 && operator === '$any') {
      this.refuse(here, 'names nothing, so that it never matches');
    } else {
      value.forEach((part, i) =>
        this.predicate(part, vocabulary, [...here, i]),
      );
    }
  }

  #property(
    name: string,
    value: unknown,
    vocabulary: Vocabulary,
    path: Path,
  ): void {
    const here = [...path, name];
    const term = termOf(name, vocabulary);
    this.#conditions += 1;
    if (this.#conditions > MOST_CONDITIONS) {
      if (this.#conditions === MOST_CONDITIONS + 1) {
        this.refuse(path, `has more than ${MOST_CONDITIONS} conditions`);
      }
    } else if (name.startsWith('$')) {
      this.refuse(here, unknownOperator(name));
    } else if (!term) {
      this.refuse(here, unknownProperty(name, vocabulary));
    } else {
      this.#comparison(value, term, here);
    }
  }

  #comparison(value: unknown, term: Term, path: Path): void {
    if (!isObject(value)) {
      this.#value(value, term, path);
      return;
    }
    const [operator, ...more] = Object.keys(value);
    if (operator === undefined || more.length > 0) {
      this.refuse(
        path,
        `must be a value, or one of ${comparing.join(
          ', ',
        )} and nothing beside it`,
      );
      return;
    }
    const here = [...path, operator];
    const operand = value[operator];
    switch (operator) {
      case '$in':
        this.#oneOf(operand, term, here);
        break;
      case '$contains':
        if (term.holds === 'list') this.predicate(operand, term.of, here);
        else this.refuse(here, 'is for lists; here is one value: use $in');
        break;
      case '$exists':
        this.#exists(operand, term, here);
        break;
      case '$hasPrefix':
        this.#prefix(operand, term, here);
        break;
      default:
        this.refuse(here, unknownOperator(operator));
    }
  }

  #value(value: unknown, term: Term, path: Path): void {
    const problem = valueProblem(value, term);
    if (problem) this.refuse(path, problem);
  }

  #oneOf(value: unknown, term: Term, path: Path): void {
    if (!Array.isArray(value)) {
      this.refuse(path, 'must be a list of values');
    } else if (value.length === 0) {
      this.refuse(path, 'names nothing, so that it never matches');
    } else {
      value.forEach((one, i) => this.#value(one, term, [...path, i]));
    }
  }

  #exists(value: unknown, { always }: Term, path: Path): void {
    if (typeof value !== 'boolean') {
      this.refuse(path, 'must be true or false');
    } else if (always && !value) {
      this.refuse(path, 'never matches: this property is always there');
    }
  }

  #prefix(value: unknown, term: Term, path: Path): void {
    if (term.holds !== 'text') {
      this.refuse(path, `is for texts; here is ${kindOf(term)}`);
    } else if (typeof value !== 'string') {
      this.refuse(path, 'must be a text');
    } else if (!canBegin(value, term)) {
      this.refuse(
        path,
        `nothing begins with ${show(value)}: it is ${whatItIs(term)}`,
      );
    } else if (!isStorable(value)) {
      this.refuse(path, 'holds a character that cannot be stored');
    }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
