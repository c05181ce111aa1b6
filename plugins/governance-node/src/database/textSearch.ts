import { Knex } from 'knex';

/** A shorter beginning matches too much to be of use, and costs accordingly. */
const SHORTEST_PREFIX = 3;
/** Beginnings are indexed so far (see `word_beginnings`); of a longer word the rest is read in the row. */
const LONGEST_PREFIX = 12;

/**
 * What a person typed: every word must occur, whole or as the beginning of one. Only letters and digits are kept, so no
 * operator of `to_tsquery` can come from outside.
 */
export class TextSearch {
  readonly #words: readonly string[];

  constructor(text: string) {
    this.#words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  }

  /** The query of PostgreSQL's text search. */
  toString(): string {
    return this.#words
      .map(word => (word.length < SHORTEST_PREFIX ? word : `${word}:*`))
      .join(' & ');
  }

  /** Asks row by row: for rows that are read anyway, and words that most of them have. */
  filter<Q extends Knex.QueryBuilder>(query: Q): Q {
    query.whereRaw(`search @@ to_tsquery('simple', ?)`, [this.toString()]);
    return query;
  }

  /** Asks the index: for words that few rows have. */
  find<Q extends Knex.QueryBuilder>(query: Q): Q {
    query.whereRaw('word_beginnings(search) @> searched_beginnings(?)', [
      this.#words.join(' '),
    ]);
    return this.#words.some(word => word.length > LONGEST_PREFIX)
      ? this.filter(query)
      : query;
  }
}
