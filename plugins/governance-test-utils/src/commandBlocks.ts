/** Commands that a page has people type. */
export interface CommandBlock {
  /** Where they are typed, unless it is right here. */
  title?: string;
  code: string;
}

/** The blocks of commands of a page in Markdown, in its order and without their indentation. */
export function commandBlocks(markdown: string): CommandBlock[] {
  return [
    ...markdown.matchAll(/^( *)```bash(?: title="([^"]*)")?\n([^]*?)^\1```$/gm),
  ].map(([, indent, title, code]) => ({
    title,
    code: code.replace(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}
