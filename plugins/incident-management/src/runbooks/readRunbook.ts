/** A part of a runbook: its heading, and the steps beneath it. */
export interface RunbookPart {
  /** Absent for steps that stand before any heading. */
  title?: string;
  steps: string[];
}

/** What a page of documentation says to whoever works by it. */
export interface RunbookText {
  /** Its first heading; absent where it has none. */
  title?: string;
  parts: RunbookPart[];
}

/** So many steps of a page are offered; nobody ticks off more. */
const MOST_STEPS = 200;
const LONGEST_STEP = 1000;
const LONGEST_TITLE = 300;

/**
 * The title of a page of documentation, and its steps: the items of its numbered lists, under the heading that each list
 * stands beneath. A page without a numbered list has its headings as steps.
 */
export function readRunbook(html: string): RunbookText {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const content = page.querySelector('article, main') ?? page.body;
  content
    .querySelectorAll('.headerlink, script, style, nav')
    .forEach(element => element.remove());
  const heading = content.querySelector('h1');
  const name = heading && wordsOf(heading, LONGEST_TITLE);
  const parts: RunbookPart[] = [];
  let left = MOST_STEPS;
  const add = (title: string | undefined, step: string) => {
    if (!step || left === 0) return;
    left -= 1;
    const last = parts.at(-1);
    if (last && last.title === title) last.steps.push(step);
    else parts.push({ ...(title && { title }), steps: [step] });
  };
  let title: string | undefined;
  const headings: string[] = [];
  content.querySelectorAll('h2, h3, h4, ol > li').forEach(element => {
    if (element.tagName !== 'LI') {
      title = wordsOf(element, LONGEST_TITLE) || undefined;
      if (title && element.tagName !== 'H4') headings.push(title);
    } else if (!element.parentElement?.closest('li')) {
      add(title, wordsOf(element, LONGEST_STEP));
    }
  });
  if (parts.length === 0) headings.forEach(each => add(undefined, each));
  return { ...(name && { title: name }), parts };
}

/** Where the pages of an entity's documentation are: its own, or those of another that it names. */
export function runbookPath(entity: {
  kind: string;
  metadata: {
    namespace?: string;
    name: string;
    annotations?: Record<string, string>;
  };
}): string | undefined {
  const { kind, metadata } = entity;
  const { annotations = {}, namespace = 'default', name } = metadata;
  const other = annotations['backstage.io/techdocs-entity'];
  if (other === undefined) {
    return annotations['backstage.io/techdocs-ref'] === undefined
      ? undefined
      : pathOf(namespace, kind, name);
  }
  const named = /^(?:([^:/]+):)?(?:([^:/]+)\/)?([^:/]+)$/.exec(other);
  if (!named) return undefined;
  const within = (annotations['backstage.io/techdocs-entity-path'] ?? '')
    .replace(/[?#].*$/, '')
    .split('/')
    .filter(part => part && part !== '.' && part !== '..');
  return [
    pathOf(named[2] ?? 'default', named[1] ?? kind, named[3]),
    ...within.map(encodeURIComponent),
  ].join('/');
}

/** Where the page is, to which an address of `runbookHref` leads. */
export function docsPathOf(href: string): string {
  return href.replace(/^\/docs\//, '');
}

function pathOf(namespace: string, kind: string, name: string): string {
  return [namespace, kind, name]
    .map(part => encodeURIComponent(part.toLocaleLowerCase('en-US')))
    .join('/');
}

function wordsOf(element: Element, most: number): string {
  const copy = element.cloneNode(true) as Element;
  // What belongs to a step of a step is read there.
  copy
    .querySelectorAll('ol, ul, pre, .highlight')
    .forEach(inner => inner.remove());
  const words = (copy.textContent ?? '')
    .replace(/[\s¶]+/g, ' ')
    .trim()
    // What people write keeps out what cannot be stored; a page may hold anything.
    .replace(/[\0\p{Surrogate}]/gu, '');
  return words.length > most ? `${words.slice(0, most - 1)}…` : words;
}
