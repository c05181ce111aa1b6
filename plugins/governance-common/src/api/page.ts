/** A page of a list. */
export interface Page<T> {
  items: T[];
  /** Absent on the last page. */
  nextCursor?: string;
}

/** A page of a list that says how long the list is. */
export interface CountedPage<T> extends Page<T> {
  /** How many match, or that there are more than `value`: nobody reads so far, and counting costs. */
  count: { value: number; capped: boolean };
}
