/** A value as RFC 4180 has it; quoted where it must be, and where it would read as null. */
export function csvField(
  value: string | null,
  { delimiter, nullAs }: { delimiter: string; nullAs: string },
): string {
  if (value === null) return nullAs;
  return value === nullAs || /["\r\n]/.test(value) || value.includes(delimiter)
    ? `"${value.replace(/"/g, '""')}"`
    : value;
}

/** What a spreadsheet takes for the start of a formula, also after blanks; an apostrophe is there so that it can be taken off again. */
const FORMULA = /^['\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^['\t\r\n]/;
const NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;

/**
 * A value that no spreadsheet takes for a formula: an apostrophe goes before it. Whoever takes one leading apostrophe off
 * has the value again.
 */
export function inert(value: string | null): string | null {
  if (value === null || NUMBER.test(value) || !FORMULA.test(value)) {
    return value;
  }
  return `'${value}`;
}
