import { parse } from 'yaml';

/** What a page says of itself between `---` lines at its top. */
export interface FrontMatter {
  title?: string;
  /** The page with blank lines in its place, so that line numbers hold. */
  body: string;
}

export function takeFrontMatter(text: string): FrontMatter {
  const match = /^---[ \t]*\n([\s\S]*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(
    text,
  );
  const values = match && readMap(match[1] ?? '');
  if (!match || !values) {
    return { body: text };
  }
  const { title } = values;
  return {
    title: typeof title === 'string' && title.trim() ? title.trim() : undefined,
    body: match[0].replace(/[^\n]/g, '') + text.slice(match[0].length),
  };
}

/** A page that begins with a rule is not thereby one with front matter. */
function readMap(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = parse(text, { logLevel: 'silent' });
    if (value === null) {
      return {};
    }
    return typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
