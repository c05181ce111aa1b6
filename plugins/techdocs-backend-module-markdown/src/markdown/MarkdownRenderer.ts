import MarkdownIt from 'markdown-it';
import deflist from 'markdown-it-deflist';
import footnote from 'markdown-it-footnote';
import type Token from 'markdown-it/lib/token.mjs';
import { admonitions } from './admonitions';
import { attributeLists } from './attributes';
import { CodeBlocks, readCodeInfo } from './code';
import { drawDiagram } from './diagrams';
import { escapeHtml } from './escape';
import { Heading, headings, PageEnvironment, plainText } from './headings';
import {
  allowedTags,
  HtmlVisitor,
  sanitizeDiagram,
  sanitizePage,
} from './sanitize';
import { tabs } from './tabs';
import { taskLists } from './taskLists';

/** A part of a page that a search finds by itself. */
export interface Section {
  /** Absent before the first heading. */
  heading?: Heading;
  text: string;
}

/** A page as HTML, and what the pages around it need of it. */
export interface RenderedPage {
  html: string;
  headings: Heading[];
  sections: Section[];
}

/** What the caller is asked, and told, while a page is rendered. */
export interface PageVisitor extends HtmlVisitor {
  /** @param line - From 1 */
  warn(line: number | undefined, message: string): void;
  /**
   * What a block of a language that is not code but names something else stands for, as Markdown; undefined for code.
   *
   * @throws Error that says why it cannot be shown
   */
  included?(language: string, content: string): Promise<string | undefined>;
}

/** Markdown as mkdocs has it, with Python-Markdown's and PyMdown's usual extensions, as HTML that is safe to show. */
export class MarkdownRenderer {
  readonly #md = markdown();
  readonly #code = new CodeBlocks();
  /** Stands for a diagram while the rest is made safe: nobody can have written it. */
  readonly #placeholder: string;

  /** @param nonce - What no page holds */
  constructor(nonce: string) {
    this.#placeholder = `diagram-${nonce}-`;
  }

  async render(text: string, visitor: PageVisitor): Promise<RenderedPage> {
    const env: PageEnvironment = { headings: [] };
    const tokens = this.#md.parse(text, env);
    warnOfRemovedHtml(tokens, visitor);
    const diagrams = await this.#prepareFences(tokens, visitor);
    const raw = this.#md.renderer.render(tokens, this.#md.options, env);
    const html = sanitizePage(raw, visitor).replace(
      new RegExp(`${this.#placeholder}(\\d+)`, 'g'),
      (_, number) => diagrams[Number(number)],
    );
    return { html, headings: env.headings, sections: sectionsOf(tokens, env) };
  }

  /** Colors code and draws diagrams, which takes longer than rendering may. */
  async #prepareFences(
    tokens: readonly Token[],
    visitor: PageVisitor,
  ): Promise<string[]> {
    const diagrams: string[] = [];
    for (const token of tokens) {
      if (token.type !== 'fence') {
        continue;
      }
      const info = readCodeInfo(token.info);
      let why: string | undefined;
      const included = await this.#included(token, info.language, visitor);
      if (included !== undefined) {
        token.meta = included;
        continue;
      }
      if (info.language === 'mermaid') {
        try {
          const svg = await drawDiagram(token.content, `d${diagrams.length}`);
          token.meta = {
            html: `<div class="diagram" tabindex="0">${this.#placeholder}${
              diagrams.length
            }</div>\n`,
            words: this.#wordsOf(svg),
          };
          diagrams.push(sanitizeDiagram(svg));
          continue;
        } catch (error) {
          why = error instanceof Error ? error.message : String(error);
          visitor.warn(
            token.map ? token.map[0] + 1 : undefined,
            `the diagram cannot be drawn: ${why}`,
          );
        }
      }
      token.meta = {
        html:
          (why === undefined ? '' : notShown('Diagram not drawn', why)) +
          (await this.#code.render(token.content, info)),
      };
    }
    return diagrams;
  }

  /** What stands in place of a block that names something else. */
  async #included(
    { content, map }: Token,
    language: string,
    visitor: PageVisitor,
  ): Promise<{ html: string; words: string } | undefined> {
    try {
      const markdownText = await visitor.included?.(language, content);
      if (markdownText === undefined) return undefined;
      const env: PageEnvironment = { headings: [] };
      const tokens = this.#md.parse(markdownText, env);
      const words = tokens.flatMap(({ type, children }) =>
        type === 'inline' ? plainText(children ?? []) : [],
      );
      return {
        html: this.#md.renderer.render(tokens, this.#md.options, env),
        words: words.join('\n'),
      };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      visitor.warn(
        map ? map[0] + 1 : undefined,
        `what the block names cannot be shown: ${why}`,
      );
      return { html: notShown('Not shown', why), words: '' };
    }
  }

  /** What one reads in a diagram: a search finds that, and not the source it is drawn from. */
  #wordsOf(svg: string): string {
    return [...svg.matchAll(/<text\b[^>]*>(.*?)<\/text>/gs)]
      .map(([, label]) =>
        this.#md.utils.unescapeAll(label.replace(/<[^>]*>/g, ' ')),
      )
      .join('\n');
  }
}

function notShown(title: string, why: string): string {
  return `<div class="admonition warning"><p class="admonition-title">${title}</p><p>${escapeHtml(
    why,
  )}</p></div>\n`;
}

function markdown(): MarkdownIt {
  const md = new MarkdownIt({ html: true, linkify: true });
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  md.use(deflist).use(footnote);
  md.use(admonitions).use(tabs);
  md.use(attributeLists).use(taskLists).use(headings);
  md.renderer.rules.fence = (tokens, index) => tokens[index].meta.html;
  md.renderer.rules.table_open = (tokens, index, options, _env, self) =>
    `<div class="md-typeset__scrollwrap" tabindex="0">${self.renderToken(
      tokens,
      index,
      options,
    )}`;
  md.renderer.rules.table_close = () => '</table></div>\n';
  return md;
}

/** Tells the author of HTML that will not be there. */
function warnOfRemovedHtml(
  tokens: readonly Token[],
  visitor: PageVisitor,
  line?: number,
): void {
  for (const token of tokens) {
    const at = token.map ? token.map[0] + 1 : line;
    if (token.children) {
      warnOfRemovedHtml(token.children, visitor, at);
    }
    if (
      (token.type === 'html_block' || token.type === 'html_inline') &&
      !token.meta?.ours
    ) {
      for (const [, name] of token.content.matchAll(/<([a-z][\w-]*)/gi)) {
        if (!allowedTags.includes(name.toLowerCase())) {
          visitor.warn(at, `<${name.toLowerCase()}> is removed from the page`);
        }
      }
    }
  }
}

function sectionsOf(tokens: readonly Token[], env: PageEnvironment): Section[] {
  const sections: Section[] = [{ text: '' }];
  let headingsSeen = 0;
  tokens.forEach((token, index) => {
    const current = sections[sections.length - 1];
    if (token.type === 'heading_open') {
      sections.push({ heading: env.headings[headingsSeen], text: '' });
      headingsSeen += 1;
    } else if (token.type === 'inline') {
      if (tokens[index - 1]?.type !== 'heading_open') {
        current.text += `${plainText(token.children ?? [])}\n`;
      }
    } else if (token.type === 'code_block' || token.type === 'fence') {
      current.text += `${token.meta?.words ?? token.content}\n`;
    }
  });
  return sections.map(({ heading, text }) => ({ heading, text: text.trim() }));
}
