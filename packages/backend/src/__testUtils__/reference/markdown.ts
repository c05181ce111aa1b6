/** A cell's text: on one line, and with nothing that a table takes for its own. */
const cell = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\|/g, '\\|')
    // Code is shown as it is.
    .replace(/`[^`]*`|</g, found => (found === '<' ? '&lt;' : found));

export const code = (text: string) => `\`${text}\``;

export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(head),
    line(head.map(() => '---')),
    ...rows.map(row => line(row.map(cell))),
  ].join('\n');
}

/** A page of the reference: what it is, and that it is not written by hand. */
export function page(
  title: string,
  intro: string,
  sections: readonly { title: string; text: string }[],
): string {
  return [
    `# ${title}`,
    intro,
    ...sections.flatMap(({ title: name, text }) => [`## ${name}`, text]),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}
