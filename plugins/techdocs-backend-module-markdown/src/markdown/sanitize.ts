import sanitizeHtml, { Attributes, IOptions, Tag } from 'sanitize-html';

/** Elements that a page may hold. What else there is goes; what stands inside of it stays as text, except of scripts. */
export const allowedTags: readonly string[] = [
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'br', 'hr', 'blockquote'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'pre', 'div', 'section', 'figure'],
  ...['figcaption', 'details', 'summary', 'table', 'caption', 'colgroup'],
  ...['col', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'a', 'abbr', 'b'],
  ...['center', 'cite', 'code', 'del', 'dfn', 'em', 'i', 'ins', 'kbd', 'mark'],
  ...['q', 's', 'samp', 'small', 'span', 'strong', 'sub', 'sup', 'time', 'u'],
  ...['var', 'img', 'picture', 'source', 'input', 'label'],
];

/** What of a page's HTML is the caller's business. */
export interface HtmlVisitor {
  /** The address to write instead of one that the author wrote; undefined removes it. */
  link(href: string): { href: string; download?: boolean } | undefined;
  image(src: string): string | undefined;
  anchor(id: string): void;
}

const pageOptions: IOptions = {
  allowedTags: [...allowedTags],
  allowedAttributes: {
    '*': ['id', 'class', 'title', 'lang', 'dir', 'align', 'role', 'aria-*'],
    a: ['href', 'name', 'download', 'target', 'rel'],
    abbr: ['title'],
    col: ['span', 'width'],
    details: ['open'],
    div: ['tabindex'],
    img: ['src', 'alt', 'width', 'height', 'loading'],
    input: ['type', 'checked', 'disabled', 'name'],
    label: ['for'],
    ol: ['start', 'type', 'reversed'],
    pre: ['tabindex'],
    source: ['srcset', 'media', 'type'],
    td: ['colspan', 'rowspan', 'style', 'width'],
    th: ['colspan', 'rowspan', 'scope', 'style', 'width'],
    time: ['datetime'],
  },
  allowedStyles: {
    '*': { 'text-align': [/^(left|right|center)$/] },
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['http', 'https', 'data'] },
};

const diagramOptions: IOptions = {
  allowedTags: [
    ...['svg', 'g', 'defs', 'marker', 'rect', 'line', 'polyline', 'polygon'],
    ...['path', 'circle', 'ellipse', 'text', 'tspan', 'title'],
  ],
  allowedAttributes: {
    svg: ['xmlns', 'viewBox', 'width', 'height', 'role', 'aria-label'],
    '*': [
      ...['id', 'class', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r'],
      ...['rx', 'ry', 'width', 'height', 'points', 'd', 'dx', 'dy', 'fill'],
      ...['fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray'],
      ...['stroke-linecap', 'stroke-linejoin', 'opacity', 'transform'],
      ...['text-anchor', 'dominant-baseline', 'font-size', 'font-weight'],
      ...['font-style', 'letter-spacing', 'text-decoration', 'marker-start'],
      ...['marker-end', 'markerWidth', 'markerHeight', 'refX', 'refY'],
      ...['orient', 'markerUnits'],
    ],
  },
  parser: { lowerCaseTags: false, lowerCaseAttributeNames: false },
};

/** Keeps of a page's HTML what cannot do harm, and rewrites its addresses. */
export function sanitizePage(html: string, visitor: HtmlVisitor): string {
  return sanitizeHtml(html, {
    ...pageOptions,
    transformTags: {
      '*': (tagName, attribs) => {
        const kept = withoutReserved(attribs);
        const anchor = kept.id ?? (tagName === 'a' ? kept.name : undefined);
        if (anchor) {
          visitor.anchor(anchor);
        }
        return { tagName, attribs: kept };
      },
      a: (tagName, attribs) => linkTag(tagName, attribs, visitor),
      img: (tagName, attribs) => imageTag(tagName, attribs, 'src', visitor),
      source: (tagName, attribs) =>
        imageTag(tagName, attribs, 'srcset', visitor),
      input: (tagName, attribs) => ({
        tagName,
        attribs: {
          ...attribs,
          type: attribs.type === 'radio' ? 'radio' : 'checkbox',
        },
      }),
    },
  });
}

/** The same for a diagram, whose texts and colors come from the page too. */
export function sanitizeDiagram(svg: string): string {
  return sanitizeHtml(svg, diagramOptions);
}

/** Names by which the reader knows its own parts are not for pages. */
function withoutReserved(attribs: Attributes): Attributes {
  const { id, class: classes, ...rest } = attribs;
  if (id && !/^(__|toggle-sidebar$|git-feedback-link$)/.test(id)) {
    rest.id = id;
  }
  const kept = classes
    ?.split(/\s+/)
    .filter(name => !/^md-(?!typeset__)/.test(name))
    .join(' ');
  if (kept) {
    rest.class = kept;
  }
  return rest;
}

function linkTag(
  tagName: string,
  attribs: Attributes,
  visitor: HtmlVisitor,
): Tag {
  const { href, ...rest } = attribs;
  const link = href === undefined ? undefined : visitor.link(href);
  return {
    tagName,
    attribs: {
      ...rest,
      ...(link && { href: link.href }),
      ...(link?.download && { download: '' }),
    },
  };
}

function imageTag(
  tagName: string,
  attribs: Attributes,
  attribute: 'src' | 'srcset',
  visitor: HtmlVisitor,
): Tag {
  const { [attribute]: written, ...rest } = attribs;
  const src = written === undefined ? undefined : visitor.image(written);
  return {
    tagName,
    attribs: {
      ...rest,
      ...(src !== undefined && { [attribute]: src }),
      ...(tagName === 'img' && { alt: rest.alt ?? '', loading: 'lazy' }),
    },
  };
}
