import { escapeHtml } from '../markdown/escape';
import { RenderedPage } from '../markdown/MarkdownRenderer';

/** One page or one part of it, as mkdocs' search and TechDocs' collator have it: its texts are HTML. */
export interface SearchDocument {
  location: string;
  title: string;
  text: string;
}

/** The page itself, with what stands above its parts, and each part. */
export function searchDocumentsOf(
  url: string,
  title: string,
  { sections }: RenderedPage,
): SearchDocument[] {
  const first = sections.findIndex(
    ({ heading }) => heading && heading.level > 1,
  );
  const parts = first < 0 ? [] : sections.slice(first);
  const introduction = sections.slice(0, sections.length - parts.length);
  return [
    {
      location: encodeURI(url),
      title: escapeHtml(title),
      text: textOf(introduction.map(({ text }) => text).join('\n')),
    },
    ...parts.map(({ heading, text }) => ({
      location: `${encodeURI(url)}#${encodeURIComponent(heading?.id ?? '')}`,
      title: escapeHtml(heading?.text ?? ''),
      text: textOf(text),
    })),
  ];
}

/** The whole index, for the file that mkdocs would have written. */
export function searchIndexOf(docs: readonly SearchDocument[]): object {
  return {
    config: {
      lang: ['en'],
      separator: '[\\s\\-]+',
      pipeline: ['trimmer', 'stopWordFilter', 'stemmer'],
    },
    docs,
  };
}

function textOf(text: string): string {
  return escapeHtml(text.replace(/\s+/g, ' ').trim());
}
