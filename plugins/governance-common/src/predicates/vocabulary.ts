/** What a property can hold. */
export type Term = {
  /** It is there, whatever the predicate is asked about. */
  always: boolean;
  /** A value for an example: a vocabulary has one property that shows what a predicate over it looks like. */
  example?: string;
} & (
  | TextTerm
  | { holds: 'number'; least: number; most: number; whole: boolean }
  | { holds: 'flag' }
  | { holds: 'list'; of: Vocabulary }
);

export interface TextTerm {
  holds: 'text';
  /** The only values there are, where they are known. */
  values?: readonly string[];
  /** What every value looks like, and what any beginning of one does. */
  form?: { whole: RegExp; beginning: RegExp; like: string };
  /** Another name of this property, which always holds the same. */
  sameAs?: string;
}

/** The properties a predicate can name, by path. `labels.*` stands for every property of labels, whatever its name. */
export type Vocabulary = Readonly<Record<string, Term>>;

/** What the property holds; undefined where there is none of that name. */
export function termOf(name: string, vocabulary: Vocabulary): Term | undefined {
  if (Object.hasOwn(vocabulary, name)) return vocabulary[name];
  const open = `${name.split('.', 1)[0]}.*`;
  return name.length >= open.length && Object.hasOwn(vocabulary, open)
    ? vocabulary[open]
    : undefined;
}
