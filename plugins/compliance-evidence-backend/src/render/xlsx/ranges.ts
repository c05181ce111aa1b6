/** Which row of a sheet becomes many. */
export interface Growth {
  sheet: string;
  /** The row of placeholders, from 1. */
  row: number;
  /** The last of the rows that take its place. */
  last: number;
}

const CELLS = /(\$?[A-Z]{1,3}\$?)(\d+)(?::(\$?[A-Z]{1,3}\$?)(\d+))?(?![\w(])/g;

/** `A4:F5` as it is once row 5 has become many: ranges that hold the row end with the last of them. */
export function grownRange(range: string, { row, last }: Growth): string {
  return range.replace(CELLS, (whole, left, first, right, end) => {
    const top = Number(first);
    const bottom = Number(end ?? first);
    if (top > row || bottom < row || bottom >= last) return whole;
    return `${left}${first}:${right ?? left}${last}`;
  });
}

/** A formula of which ranges of the grown sheet are stretched; single cells stay what they are. */
export function grownFormula(
  formula: string,
  growths: readonly Growth[],
): string {
  return growths.reduce((text, growth) => {
    const name = growth.sheet.replace(/'/g, "''");
    return [`'${name}'!`, `${growth.sheet}!`].reduce(
      (done, prefix) => stretchAfter(done, prefix, growth),
      text,
    );
  }, formula);
}

function stretchAfter(text: string, prefix: string, growth: Growth): string {
  let done = '';
  let from = 0;
  for (;;) {
    const at = text.indexOf(prefix, from);
    if (at < 0) return done + text.slice(from);
    const begin = at + prefix.length;
    done += text.slice(from, begin);
    const range = /^\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+/.exec(
      text.slice(begin),
    )?.[0];
    const isWhole = at === 0 || !/[\w.']/.test(text[at - 1]);
    done += range && isWhole ? grownRange(range, growth) : range ?? '';
    from = begin + (range?.length ?? 0);
  }
}
