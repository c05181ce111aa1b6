import type MarkdownIt from 'markdown-it';
import type Token from 'markdown-it/lib/token.mjs';
import { takeAttributes } from './attributes';
import { escapeHtml } from './escape';

/** A heading of a page. */
export interface Heading {
  level: number;
  id: string;
  text: string;
}

/** What of a page is known while it is rendered: markdown-it's `env`. */
export interface PageEnvironment {
  headings: Heading[];
  tabSets?: number;
}

/** Headings with anchors, named as mkdocs names them, so that links made for it hold. */
export function headings(md: MarkdownIt): void {
  md.core.ruler.after('inline', 'headings', state => {
    const { tokens, Token: NewToken } = state;
    const env = state.env as PageEnvironment;
    const taken = new Set<string>();
    tokens.forEach((token, index) => {
      const inline = tokens[index + 1];
      if (token.type !== 'heading_open' || !inline?.children) {
        return;
      }
      takeTrailingAttributes(inline.children, token);
      const text = plainText(inline.children).trim();
      const wanted = token.attrGet('id') ?? slugOf(text);
      const id = unique(String(wanted), taken);
      token.attrSet('id', id);
      env.headings.push({ level: Number(token.tag.slice(1)), id, text });

      const link = new NewToken('html_inline', '', 0);
      link.content = `<a class="headerlink" href="#${escapeHtml(
        encodeURIComponent(id),
      )}" title="Link to this section" aria-label="Link to: ${escapeHtml(
        text,
      )}">¶</a>`;
      link.meta = { ours: true };
      inline.children.push(link);
    });
  });

  md.core.ruler.after('headings', 'toc_here', state => {
    const { tokens } = state;
    tokens.forEach((token, index) => {
      if (
        token.type === 'inline' &&
        /^\[TOC\]$/.test(token.content) &&
        tokens[index - 1]?.type === 'paragraph_open'
      ) {
        const env = state.env as PageEnvironment;
        const list = new state.Token('html_inline', '', 0);
        list.content = tocHere(env.headings);
        list.meta = { ours: true };
        token.children = [list];
        for (const side of [tokens[index - 1], tokens[index + 1]]) {
          side.tag = 'div';
        }
        tokens[index - 1].attrSet('class', 'toc');
      }
    });
  });
}

/**
 * The anchor of a heading, as Python-Markdown makes it: letters without their accents, in lower case, and hyphens
 * between words.
 */
export function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\P{ASCII}/gu, '')
    .replace(/[^\w\s-]/g, '')
    .trim()
    .toLowerCase()
    .replace(/[-\s]+/g, '-');
}

/** What a reader sees of some tokens: no markup, no notes' numbers, no pictures. */
export function plainText(tokens: readonly Token[]): string {
  return tokens
    .map(token => {
      switch (token.type) {
        case 'text':
        case 'code_inline':
          return token.content;
        case 'softbreak':
        case 'hardbreak':
          return ' ';
        default:
          return '';
      }
    })
    .join('');
}

function takeTrailingAttributes(children: Token[], heading: Token): void {
  const last = children[children.length - 1];
  const start = last?.type === 'text' ? last.content.lastIndexOf('{') : -1;
  if (start < 0) {
    return;
  }
  const rest = takeAttributes(last.content.slice(start), heading);
  if (!rest.trim()) {
    last.content = last.content.slice(0, start).trimEnd();
  }
}

function unique(wanted: string, taken: Set<string>): string {
  let id = wanted || '_1';
  const stem = wanted.replace(/_\d+$/, '');
  for (let number = 1; taken.has(id); number += 1) {
    id = `${stem}_${number}`;
  }
  taken.add(id);
  return id;
}

function tocHere(all: readonly Heading[]): string {
  const entries = all
    .filter(({ level }) => level > 1)
    .map(
      ({ id, level, text }) =>
        `<li class="toc-level-${level}"><a href="#${encodeURIComponent(
          id,
        )}">${escapeHtml(text)}</a></li>`,
    );
  return `<ul>${entries.join('')}</ul>`;
}
