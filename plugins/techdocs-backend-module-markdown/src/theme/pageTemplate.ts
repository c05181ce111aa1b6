import { escapeHtml } from '../markdown/escape';
import { Heading } from '../markdown/headings';

/** A line of the navigation, its address as written on the page at hand. */
export type NavLine =
  | { kind: 'link'; title: string; href: string; current: boolean }
  | { kind: 'section'; title: string; open: boolean; lines: NavLine[] };

/** A page and what stands around it. */
export interface PageParts {
  siteName: string;
  title: string;
  description?: string;
  /** The page itself, as HTML that is safe. */
  content: string;
  headings: readonly Heading[];
  navigation: readonly NavLine[];
  previous?: { title: string; href: string };
  next?: { title: string; href: string };
  editUrl?: string;
  /** From this page to the first one, such as `../`. */
  base: string;
  stylesheet: string;
}

/** A whole page in the structure of Material for MkDocs, which the TechDocs reader takes apart. */
export function pageTemplate(page: PageParts): string {
  const edit = page.editUrl
    ? `<a class="md-content__button md-icon" title="Edit this page" href="${escapeHtml(
        page.editUrl,
      )}">✎</a>\n`
    : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
${
  page.description
    ? `<meta name="description" content="${escapeHtml(page.description)}">\n`
    : ''
}<title>${escapeHtml(
    page.title === page.siteName
      ? page.title
      : `${page.title} - ${page.siteName}`,
  )}</title>
<link rel="stylesheet" href="${escapeHtml(page.base + page.stylesheet)}">
</head>
<body dir="ltr">
<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off" aria-label="Navigation">
<label class="md-overlay" for="__drawer"></label>
<header class="md-header"><label class="md-header__button md-icon" for="__drawer"></label></header>
<div class="md-container" data-md-component="container">
<div class="md-main" data-md-component="main">
<div class="md-main__inner md-grid">
<div class="md-sidebar md-sidebar--primary" data-md-component="sidebar" data-md-type="navigation">
<div class="md-sidebar__scrollwrap"><div class="md-sidebar__inner">
<nav class="md-nav md-nav--primary" aria-label="Pages" data-md-level="0">
<span class="md-nav__title">${escapeHtml(page.siteName)}</span>
${navigation(page.navigation, '__nav', 1)}
</nav>
</div></div>
</div>
<div class="md-sidebar md-sidebar--secondary" data-md-component="sidebar" data-md-type="toc">
<div class="md-sidebar__scrollwrap"><div class="md-sidebar__inner">
${contents(page.headings)}
</div></div>
</div>
<div class="md-content" data-md-component="content">
<article class="md-content__inner md-typeset">
${edit}${page.content}
</article>
</div>
</div>
</div>
${footer(page)}
</div>
</body>
</html>
`;
}

function navigation(
  lines: readonly NavLine[],
  id: string,
  level: number,
): string {
  const items = lines.map((line, index) => {
    if (line.kind === 'link') {
      const active = line.current ? ' md-nav__item--active' : '';
      const link = line.current
        ? ' md-nav__link--active" aria-current="page'
        : '';
      return `<li class="md-nav__item${active}"><a class="md-nav__link${link}" href="${escapeHtml(
        line.href,
      )}">${escapeHtml(line.title)}</a></li>`;
    }
    const own = `${id}_${index + 1}`;
    const active = line.open ? ' md-nav__item--active' : '';
    const title = escapeHtml(line.title);
    return `<li class="md-nav__item md-nav__item--nested${active}">
<input class="md-nav__toggle md-toggle" type="checkbox" id="${own}"${
      line.open ? ' checked' : ''
    }>
<label class="md-nav__link" for="${own}" id="${own}_label"><span class="md-ellipsis">${title}</span><span class="md-nav__icon md-icon"></span></label>
<nav class="md-nav" data-md-level="${level}" aria-labelledby="${own}_label">
${navigation(line.lines, own, level + 1)}
</nav></li>`;
  });
  return `<ul class="md-nav__list">\n${items.join('\n')}\n</ul>`;
}

/** The headings below the page's own, nested by level. */
function contents(all: readonly Heading[]): string {
  const headings = all.filter(({ level }) => level > 1 && level < 5);
  if (!headings.length) {
    return '';
  }
  return `<nav class="md-nav md-nav--secondary" aria-label="On this page">
<span class="md-nav__title">On this page</span>
${contentsFrom(headings)}
</nav>`;
}

function contentsFrom(headings: readonly Heading[]): string {
  const items: string[] = [];
  let index = 0;
  while (index < headings.length) {
    const { id, level, text } = headings[index];
    const rest = headings.slice(index + 1);
    const end = rest.findIndex(below => below.level <= level);
    const below = end < 0 ? rest : rest.slice(0, end);
    items.push(
      `<li class="md-nav__item"><a class="md-nav__link" href="#${escapeHtml(
        encodeURIComponent(id),
      )}">${escapeHtml(text)}</a>${
        below.length
          ? `<nav class="md-nav" aria-label="${escapeHtml(
              text,
            )}">${contentsFrom(below)}</nav>`
          : ''
      }</li>`,
    );
    index += 1 + below.length;
  }
  return `<ul class="md-nav__list">\n${items.join('\n')}\n</ul>`;
}

function footer({ previous, next }: PageParts): string {
  if (!previous && !next) {
    return '';
  }
  const link = (
    side: 'prev' | 'next',
    word: string,
    to: { title: string; href: string } | undefined,
  ) =>
    to
      ? `<a class="md-footer__link md-footer__link--${side}" rel="${side}" href="${escapeHtml(
          to.href,
        )}"><span class="md-footer__direction">${word}</span><span class="md-footer__title">${escapeHtml(
          to.title,
        )}</span></a>`
      : '';
  return `<footer class="md-footer"><nav class="md-footer__inner md-grid" aria-label="Previous and next page">
${link('prev', 'Previous', previous)}${link('next', 'Next', next)}
</nav></footer>`;
}
