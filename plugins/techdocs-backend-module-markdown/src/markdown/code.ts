import type {
  BundledLanguage,
  Highlighter,
  ThemedToken,
  ThemeRegistration,
} from 'shiki';
import { escapeHtml } from './escape';

/** What the line above a block of code says: ```` ```yaml title="app.yaml" hl_lines="2 4-5" ````. */
export interface CodeInfo {
  language: string;
  title?: string;
  highlighted: ReadonlySet<number>;
}

/** Beyond this a block is shown as it is: nobody reads colors in it, and it would hold up the rest. */
const MAX_COLORED = 100_000;
const VARIABLE = '--code-';

export function readCodeInfo(info: string): CodeInfo {
  const text = info.trim();
  const braces = /^\{(.*)\}$/.exec(text)?.[1];
  const language =
    braces === undefined
      ? /^[^\s{]+/.exec(text)?.[0] ?? ''
      : /(?:^|\s)\.([\w+#-]+)/.exec(braces)?.[1] ?? '';
  return {
    language: language.toLowerCase(),
    title: /\btitle=(?:"([^"]*)"|'([^']*)')/.exec(text)?.slice(1).find(Boolean),
    highlighted: linesIn(/\bhl_lines=["']?([\d\s,-]+)/.exec(text)?.[1] ?? ''),
  };
}

/** Colors code by class, so that a stylesheet decides in light and in dark. */
export class CodeBlocks {
  #highlighter?: { shiki: Highlighter; theme: ThemeRegistration };
  readonly #unknown = new Set<string>();

  /** Makes a block of code; a language that is not known is shown plain. */
  async render(code: string, info: CodeInfo): Promise<string> {
    const content = code.replace(/\n$/, '');
    const lines = await this.#lines(content, info.language);
    const body = lines
      .map((line, index) =>
        info.highlighted.has(index + 1)
          ? `<span class="hll">${line}\n</span>`
          : `${line}\n`,
      )
      .join('');
    const title = info.title
      ? `<span class="filename">${escapeHtml(info.title)}</span>`
      : '';
    const language = info.language
      ? ` class="language-${escapeHtml(info.language)}"`
      : '';
    return `<div class="highlight">${title}<pre tabindex="0"><code${language}>${body}</code></pre></div>\n`;
  }

  async #lines(code: string, language: string): Promise<string[]> {
    const plain = () => code.split('\n').map(escapeHtml);
    if (!language || code.length > MAX_COLORED) {
      return plain();
    }
    const highlighter = await this.#with(language);
    return highlighter
      ? highlighter.shiki
          .codeToTokensBase(code, {
            lang: language as BundledLanguage,
            theme: highlighter.theme,
            tokenizeTimeLimit: 200,
          })
          .map(line => line.map(colored).join(''))
      : plain();
  }

  async #with(language: string) {
    if (this.#unknown.has(language)) {
      return undefined;
    }
    const { bundledLanguages, createCssVariablesTheme, createHighlighter } =
      await import('shiki');
    if (!(language in bundledLanguages)) {
      this.#unknown.add(language);
      return undefined;
    }
    if (!this.#highlighter) {
      const { createJavaScriptRegexEngine } = await import(
        'shiki/engine/javascript'
      );
      const theme = createCssVariablesTheme({
        name: 'variables',
        variablePrefix: VARIABLE,
        fontStyle: false,
      });
      const shiki = await createHighlighter({
        themes: [theme],
        langs: [],
        engine: createJavaScriptRegexEngine({ forgiving: true }),
      });
      this.#highlighter = { shiki, theme };
    }
    await this.#highlighter.shiki.loadLanguage(language as BundledLanguage);
    return this.#highlighter;
  }
}

function colored({ content, color }: ThemedToken): string {
  const kind = color?.startsWith(`var(${VARIABLE}token-`)
    ? color.slice(`var(${VARIABLE}token-`.length, -1)
    : undefined;
  const text = escapeHtml(content);
  return kind ? `<span class="code-${kind}">${text}</span>` : text;
}

/** `2 4-6` as the lines that it means. */
function linesIn(text: string): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const part of text.split(/[\s,]+/).filter(Boolean)) {
    const [first, last = first] = part.split('-').map(Number);
    for (let line = first; line <= Math.min(last, first + 1000); line += 1) {
      lines.add(line);
    }
  }
  return lines;
}
