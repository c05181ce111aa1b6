import { Document, isMap, isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { Problems } from './problems';

/** An entry of `nav`, as written. */
export type NavEntry =
  | { kind: 'page'; title?: string; path: string; line: number }
  | { kind: 'link'; title?: string; url: string; line: number }
  | { kind: 'section'; title: string; entries: NavEntry[]; line: number };

/** What a site's `mkdocs.yml` says of it. */
export interface SiteSettings {
  /** The file's name, or where it would be. */
  file: string;
  siteName: string;
  siteDescription?: string;
  docsDir: string;
  /** Absent: the files in their order. */
  nav?: NavEntry[];
  /** Files and folders beside `docs_dir` for which pages are made again. */
  watch: string[];
  /** Warnings are errors. */
  strict: boolean;
  repoUrl?: string;
  editUri?: string;
}

const settingsSchema = z.looseObject({
  site_name: z.string().min(1).optional(),
  site_description: z.string().nullish(),
  docs_dir: z.string().min(1).default('docs'),
  nav: z.array(z.unknown()).min(1).nullish(),
  strict: z.boolean().default(false),
  watch: z.array(z.string().min(1)).nullish(),
  repo_url: z.string().nullish(),
  edit_uri: z.string().nullish(),
  use_directory_urls: z.boolean().default(true),
  markdown_extensions: z
    .union([z.array(z.unknown()), z.looseObject({})])
    .nullish(),
  plugins: z.union([z.array(z.unknown()), z.looseObject({})]).nullish(),
});

/** Keys that mean the same here, or that only say how a theme of mkdocs looks. */
const understood = new Set([
  ...Object.keys(settingsSchema.shape),
  ...['site_url', 'site_author', 'copyright', 'theme', 'extra', 'extra_css'],
  ...['repo_name', 'remote_branch', 'remote_name', 'dev_addr', 'validation'],
  ...['not_in_nav', 'site_dir', 'extra_javascript'],
]);

/** What is always on, whether it is named or not. */
const extensions = new Set([
  ...['abbr', 'admonition', 'attr_list', 'codehilite', 'def_list', 'extra'],
  ...['fenced_code', 'footnotes', 'meta', 'sane_lists', 'tables', 'toc'],
  ...['markdown.extensions.toc', 'markdown.extensions.admonition'],
  ...['mdx_truly_sane_lists', 'pymdownx.details', 'pymdownx.extra'],
  ...['pymdownx.highlight', 'pymdownx.inlinehilite', 'pymdownx.magiclink'],
  ...['pymdownx.superfences', 'pymdownx.tabbed', 'pymdownx.tasklist'],
  ...['pymdownx.saneheaders', 'pymdownx.betterem', 'pymdownx.tilde'],
]);

/** What mkdocs' plugins do that is done here anyway. */
const plugins = new Set(['techdocs-core', 'search']);

/**
 * Reads what stands in `mkdocs.yml`.
 *
 * @param file - Its name, for problems
 * @param text - Its content; absent, the defaults hold
 * @param siteName - The name of a site that has none
 */
export function readSettings(
  file: string,
  text: string | undefined,
  siteName: string,
  problems: Problems,
): SiteSettings {
  const lines = new LineCounter();
  // A tag such as `!!python/name:…` is for mkdocs: its value is kept as text.
  const document = parseDocument(text ?? '', {
    lineCounter: lines,
    logLevel: 'silent',
    uniqueKeys: true,
  });
  for (const error of document.errors) {
    problems.error(
      file,
      lines.linePos(error.pos[0]).line,
      `is no valid YAML: ${error.message.split('\n')[0].replace(/:$/, '')}`,
    );
  }
  problems.assertSound();

  const lineOf = (path: readonly PropertyKey[]) =>
    lineAt(document, lines, path);
  if (document.contents !== null && !isMap(document.contents)) {
    problems.error(file, 1, 'must be a map, such as "site_name: …"');
    problems.assertSound();
  }
  const parsed = settingsSchema.safeParse(
    document.toJS({ maxAliasCount: 50 }) ?? {},
  );
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      problems.error(
        file,
        lineOf(issue.path),
        `${issue.path.join('.')}: ${issue.message}`,
      );
    }
    problems.assertSound();
  }
  const settings = settingsSchema.parse(parsed.data ?? {});

  warnOfWhatIsNotDone(file, settings, lineOf, problems);
  return {
    file,
    siteName: settings.site_name ?? siteName,
    siteDescription: settings.site_description ?? undefined,
    docsDir: settings.docs_dir,
    nav: settings.nav
      ? readNav(file, settings.nav, ['nav'], lineOf, problems)
      : undefined,
    watch: settings.watch ?? [],
    strict: settings.strict,
    repoUrl: settings.repo_url ?? undefined,
    editUri: settings.edit_uri ?? undefined,
  };
}

type LineOf = (path: readonly PropertyKey[]) => number;

function readNav(
  file: string,
  entries: readonly unknown[],
  path: readonly PropertyKey[],
  lineOf: LineOf,
  problems: Problems,
): NavEntry[] {
  return entries.flatMap((entry, index) => {
    const at = [...path, index];
    const line = lineOf(at);
    if (typeof entry === 'string') {
      return [leaf(entry, undefined, line)];
    }
    const titled =
      typeof entry === 'object' && entry !== null && !Array.isArray(entry)
        ? Object.entries(entry)
        : [];
    const [title, value] = titled[0] ?? [];
    if (titled.length === 1 && typeof value === 'string') {
      return [leaf(value, title, line)];
    }
    if (titled.length === 1 && Array.isArray(value)) {
      return [
        {
          kind: 'section',
          title: title!,
          line,
          entries: readNav(file, value, [...at, title!], lineOf, problems),
        },
      ];
    }
    problems.error(
      file,
      line,
      'an entry of nav is a page ("guides/start.md"), a titled page ("Start: guides/start.md") or a section ("Guides:" with a list)',
    );
    return [];
  });
}

function leaf(
  target: string,
  title: string | undefined,
  line: number,
): NavEntry {
  return /^([a-z][a-z0-9+.-]*:|\/)/i.test(target)
    ? { kind: 'link', title, url: target, line }
    : { kind: 'page', title, path: target, line };
}

function warnOfWhatIsNotDone(
  file: string,
  settings: z.infer<typeof settingsSchema>,
  lineOf: LineOf,
  problems: Problems,
): void {
  for (const key of Object.keys(settings)) {
    if (!understood.has(key)) {
      problems.warn(
        file,
        lineOf([key]),
        `"${key}" is not supported and has no effect`,
      );
    }
  }
  if (!settings.use_directory_urls) {
    problems.warn(
      file,
      lineOf(['use_directory_urls']),
      '"use_directory_urls: false" is not supported: a page is its folder\'s index.html',
    );
  }
  for (const [key, known] of [
    ['markdown_extensions', extensions],
    ['plugins', plugins],
  ] as const) {
    for (const { name, path } of namesIn(settings[key], key)) {
      if (!known.has(name)) {
        problems.warn(
          file,
          lineOf(path),
          `${key}: "${name}" is not supported and has no effect`,
        );
      }
    }
  }
}

/** Lists of names, some of them with options: `- toc` or `- toc: { permalink: true }`, or a map of them. */
function namesIn(
  value: unknown[] | Record<string, unknown> | null | undefined,
  key: string,
): { name: string; path: PropertyKey[] }[] {
  if (!value) {
    return [];
  }
  if (!Array.isArray(value)) {
    return Object.keys(value).map(name => ({ name, path: [key, name] }));
  }
  return value.map((entry, index) => ({
    name:
      typeof entry === 'object' && entry !== null
        ? Object.keys(entry)[0] ?? ''
        : String(entry),
    path: [key, index],
  }));
}

/** The line on which the value at a path begins, or the nearest one above it that is known. */
function lineAt(
  document: Document,
  lines: LineCounter,
  path: readonly PropertyKey[],
): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = length
      ? document.getIn(path.slice(0, length), true)
      : document.contents;
    if (isNode(node) && node.range) {
      return lines.linePos(node.range[0]).line;
    }
  }
  return 1;
}
