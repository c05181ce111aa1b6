import { randomUUID } from 'crypto';
import { posix } from 'path';
import { takeFrontMatter } from '../markdown/frontMatter';
import { MarkdownRenderer, RenderedPage } from '../markdown/MarkdownRenderer';
import { definitionsOf } from './definitions';
import { resolveLink, SiteContent } from './links';
import { NavItem, pagesOf, titleIn } from './navigation';
import { withinPortal } from './pageLinks';
import { titleOfPath, urlOfPage } from './paths';
import { Problems } from './problems';
import { SiteSettings } from './settings';
import { readPage, SourceFiles } from './sources';

/** A page of a site, rendered. */
export interface Page {
  path: string;
  url: string;
  title: string;
  rendered: RenderedPage;
}

/** An anchor that a page links to, and where. */
interface AnchorUse {
  file: string;
  line?: number;
  written: string;
  page: string;
  anchor: string;
}

/** Renders all pages of a site, with a first one where there is none, and notes links that lead nowhere. */
export async function renderPages(site: {
  inputDir: string;
  docsDir: string;
  settings: SiteSettings;
  sources: SourceFiles;
  navigation: readonly NavItem[];
  portalPath: string;
  problems: Problems;
}): Promise<Page[]> {
  const { inputDir, docsDir, settings, sources } = site;
  const { navigation, portalPath, problems } = site;
  const renderer = new MarkdownRenderer(randomUUID());
  const content: SiteContent = {
    pages: new Set(sources.pages),
    assets: new Set(sources.assets),
  };
  const anchors = new Map<string, Set<string>>();
  const uses: AnchorUse[] = [];
  const pages: Page[] = [];

  const render = async (path: string, text: string) => {
    const file = posix.join(settings.docsDir, path);
    const { title, body } = takeFrontMatter(text);
    const ids = new Set<string>();
    anchors.set(path, ids);
    const follow = (written: string) => {
      const target = resolveLink(path, written, content);
      const line = lineOf(written, body);
      if (target.kind === 'broken') {
        problems.warn(file, line, `"${written}" ${target.why}`);
      } else if (target.kind === 'page' && target.anchor !== undefined) {
        const { page, anchor } = target;
        uses.push({ file, line, written, page, anchor });
      }
      return target;
    };
    const rendered = await renderer.render(body, {
      anchor: id => ids.add(id),
      warn: (line, message) => problems.warn(file, line, message),
      included: async (language, block) =>
        language === 'openslo'
          ? definitionsOf(inputDir, block, settings.watch, problems)
          : undefined,
      image: src => {
        const target = follow(src);
        return 'href' in target ? target.href : src;
      },
      link: href => {
        const target = follow(href);
        return {
          href: 'href' in target ? target.href : withinPortal(href, portalPath),
          download: target.kind === 'file',
        };
      },
    });
    pages.push({
      path,
      url: urlOfPage(path),
      title:
        titleIn(navigation, path) ??
        title ??
        rendered.headings.find(({ level }) => level === 1)?.text ??
        titleOfPath(path),
      rendered,
    });
  };

  for (const path of sources.pages) {
    await render(
      path,
      await readPage(docsDir, settings.docsDir, path, problems),
    );
  }
  if (!pages.some(({ url }) => url === '')) {
    await render('index.md', contentsPage(settings, navigation, pages));
  }
  for (const { file, line, written, page, anchor } of uses) {
    if (!anchors.get(page)?.has(anchor)) {
      problems.warn(
        file,
        line,
        `"${written}": ${posix.join(
          settings.docsDir,
          page,
        )} has no heading or anchor "${anchor}"`,
      );
    }
  }
  return pages;
}

/** The first page of a site that has none. */
function contentsPage(
  settings: SiteSettings,
  navigation: readonly NavItem[],
  pages: readonly Page[],
): string {
  const titles = new Map(pages.map(({ path, title }) => [path, title]));
  const entries = pagesOf(navigation).map(
    path =>
      `- [${(titles.get(path) ?? path).replace(
        /[[\]\\]/g,
        '\\$&',
      )}](<${path}>)`,
  );
  return `# ${settings.siteName}\n\n${entries.join('\n')}\n`;
}

/** The line on which a page first writes an address. */
function lineOf(written: string, text: string): number | undefined {
  for (const form of new Set([written, safeDecode(written)])) {
    for (
      let at = text.indexOf(form);
      at >= 0 && form;
      at = text.indexOf(form, at + 1)
    ) {
      const before = text[at - 1] ?? '\n';
      const after = text[at + form.length] ?? '\n';
      if (/[\s(<"':=]/.test(before) && /[\s)>"']/.test(after)) {
        return text.slice(0, at).split('\n').length;
      }
    }
  }
  return undefined;
}

function safeDecode(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}
