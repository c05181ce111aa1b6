/** How a field is compared. */
export const operators = [
  '!=',
  '>=',
  '<=',
  '=~',
  '!~',
  '=',
  ':',
  '>',
  '<',
] as const;
/** One of {@link operators}. */
export type Operator = (typeof operators)[number];

/** Words that body or any attribute has, whatever their case. */
export interface TextTerm {
  kind: 'text';
  text: string;
}

/** A field, and what it is compared with. */
export interface FieldTerm {
  kind: 'field';
  /** `httpRequest.status`. */
  field: string;
  operator: Exclude<Operator, '!=' | '!~'>;
  value: string;
}

/** What is looked for, read. */
export type Filter =
  | { kind: 'all'; of: Filter[] }
  | { kind: 'any'; of: Filter[] }
  | { kind: 'not'; of: Filter }
  | TextTerm
  | FieldTerm;

/** What is wrong with a filter, and between which characters: [from, to). */
export interface FilterProblem {
  from: number;
  to: number;
  message: string;
}

/** Longer ones nobody reads. */
export const LONGEST_FILTER = 2_000;
