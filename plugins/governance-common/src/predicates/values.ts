import { didYouMean } from '../model/nearestWord';
import { Term, TextTerm } from './vocabulary';

/** Why a property never equals the value. Texts are compared without regard to case, numbers as they are written. */
export function valueProblem(value: unknown, term: Term): string | undefined {
  switch (term.holds) {
    case 'list':
      return `is a list: write { $contains: … }, not ${show(value)}`;
    case 'flag':
      return typeof value === 'boolean'
        ? undefined
        : `must be true or false, without quotes, not ${show(value)}`;
    case 'number':
      return numberProblem(value, term);
    default:
      return textProblem(value, term);
  }
}

function numberProblem(
  value: unknown,
  { least, most, whole }: Extract<Term, { holds: 'number' }>,
): string | undefined {
  const number = Number(value);
  const isWritten =
    typeof value === 'number' ||
    // As with texts the comparison is of what is written: "07" is not 7.
    (typeof value === 'string' && String(number) === value);
  return isWritten &&
    number >= least &&
    number <= most &&
    (!whole || Number.isInteger(number))
    ? undefined
    : `must be a ${
        whole ? 'whole ' : ''
      }number from ${least} to ${most}, not ${show(value)}`;
}

function textProblem(value: unknown, term: TextTerm): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') {
    return `must be a text, not ${show(value)}`;
  }
  const written = String(value);
  const { values, form } = term;
  if (values ? !values.some(v => same(v, written)) : !written) {
    return `is never ${show(value)}: it is ${whatItIs(term)}${
      values ? didYouMean(written, values) : ''
    }`;
  }
  if (!values && form && !form.whole.test(written)) {
    return `is never ${show(value)}: it is ${form.like}`;
  }
  return isStorable(written)
    ? undefined
    : 'holds a character that cannot be stored';
}

/** Whether a value of the property can begin so. */
export function canBegin(
  beginning: string,
  { values, form }: TextTerm,
): boolean {
  const upper = beginning.toUpperCase();
  return values
    ? values.some(value => value.toUpperCase().startsWith(upper))
    : form?.beginning.test(beginning) ?? true;
}

/** What the property can hold, for a sentence. */
export function whatItIs({ values, form }: TextTerm): string {
  if (values) return `one of ${values.join(', ')}`;
  return form ? form.like : 'a text with something in it';
}

/** What kind of thing the property holds, for a sentence. */
export function kindOf({ holds }: Term): string {
  return {
    text: 'a text',
    number: 'a number',
    flag: 'true or false',
    list: 'a list',
  }[holds];
}

function same(a: string, b: string): boolean {
  return a.toUpperCase() === b.toUpperCase();
}

/** Whether PostgreSQL and the ledger can hold the text. */
export function isStorable(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text);
}

/** A value as its author wrote it, as far as that helps. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
