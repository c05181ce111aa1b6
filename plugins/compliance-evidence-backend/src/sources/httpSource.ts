import { InputError } from '@backstage/errors';
import {
  bound,
  EvidenceSource,
  EvidenceSourceKind,
  SnapshotAsk,
  Taken,
} from '@countersign/plugin-compliance-evidence-node';
import { HttpSettings, Paging, readHttpSettings } from './httpSettings';

/** More pages than this are a server that leads in circles. */
const MOST_PAGES = 100_000;
/** A page is held in memory as a whole. */
const LARGEST_PAGE = 64 * 1024 * 1024;

/**
 * A REST API. A query is a path with its query string, such as `/grants?from=${period_start}`: values are percent-encoded.
 * JSON comes page by page, one body a line.
 */
export const httpSources: EvidenceSourceKind = {
  kind: 'http',
  create({ name, system, config }): EvidenceSource {
    const settings = readHttpSettings(config);
    return {
      system: system ?? name,
      snapshot: (asked, write) => snapshot(settings, asked, write),
    };
  },
};

async function snapshot(
  settings: HttpSettings,
  { query, signal }: SnapshotAsk,
  write: (chunk: Uint8Array) => Promise<void>,
): Promise<Taken> {
  const { format, recordsAt, totalAt, paging } = settings;
  const asOf = new Date().toISOString();
  const first = firstUrl(settings, query);
  if (format !== 'json') {
    const response = await ask(settings, first, signal);
    for await (const chunk of response.body ?? []) await write(chunk);
    return { asOf, format, completeness: { gaps: [] } };
  }
  const seen = new Set<string>();
  let next: URL | undefined = first;
  let stated: number | undefined;
  let before = '';
  while (next) {
    if (seen.has(next.href) || seen.size >= MOST_PAGES) {
      throw new Error(
        `Page ${seen.size + 1} of ${next.host} leads back to one that was read`,
      );
    }
    seen.add(next.href);
    const response = await ask(settings, next, signal);
    const text = await bodyOf(response, next);
    const body = parsed(text, next, seen.size);
    if (paging.by === 'page') {
      if (text === before && hasRecords(body, recordsAt)) {
        throw new Error(
          `Page ${seen.size} of ${next.host}${next.pathname} has the same records as the page before it: does it know the parameter ${paging.parameter}?`,
        );
      }
      before = text;
    }
    // Line ends stand outside of texts only: without them it is the same JSON, on one line.
    await write(Buffer.from(`${text.replace(/[\r\n]+/g, ' ')}\n`));
    const total = totalAt === undefined ? undefined : valueAt(body, totalAt);
    if (/^\d{1,15}$/.test(String(total))) stated = Number(total);
    next = nextUrl(paging, next, { body, response, recordsAt });
  }
  return {
    asOf,
    format: 'json-pages',
    recordsAt,
    completeness: { stated, pages: seen.size, gaps: [] },
  };
}

function firstUrl(
  { url, paging }: HttpSettings,
  query: SnapshotAsk['query'],
): URL {
  const path = bound(query.text.trim(), query.parameters, value =>
    encodeURIComponent([value].flat().join(',')),
  );
  const base = url.href.replace(/\/$/, '');
  const first = new URL(`${base}/${path.replace(/^\//, '')}`);
  if (first.origin !== url.origin) {
    throw new InputError(`The query leads away from ${url.origin}`);
  }
  if (paging.by === 'page') {
    first.searchParams.set(paging.parameter, String(paging.first));
  }
  return first;
}

async function ask(
  { headers }: HttpSettings,
  url: URL,
  signal: AbortSignal,
): Promise<Response> {
  // A redirect would take the credentials to where it leads.
  const response = await fetch(url, { headers, signal, redirect: 'error' });
  if (!response.ok) {
    const said = (await response.text().catch(() => '')).slice(0, 200);
    throw new Error(
      `${url.host}${url.pathname} answered ${response.status} ${
        response.statusText
      }${said && `: ${said}`}`,
    );
  }
  return response;
}

async function bodyOf(response: Response, url: URL): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > LARGEST_PAGE) {
      throw new Error(
        `A page of ${url.host} has more than ${LARGEST_PAGE} bytes: ask for smaller ones`,
      );
    }
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(
    Buffer.concat(chunks),
  );
}

function parsed(text: string, url: URL, page: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(
      `Page ${page} of ${url.host}${url.pathname} is not JSON, or was cut off`,
    );
  }
}

function nextUrl(
  paging: Paging,
  current: URL,
  page: { body: unknown; response: Response; recordsAt: string },
): URL | undefined {
  const next = new URL(current);
  switch (paging.by) {
    case 'cursor': {
      const cursor = valueAt(page.body, paging.at);
      if (cursor === undefined || cursor === null || cursor === '') {
        return undefined;
      }
      next.searchParams.set(paging.parameter, String(cursor));
      return next;
    }
    case 'page': {
      if (!hasRecords(page.body, page.recordsAt)) return undefined;
      const at = Number(current.searchParams.get(paging.parameter));
      next.searchParams.set(paging.parameter, String(at + 1));
      return next;
    }
    case 'link': {
      const link = page.response.headers.get('link') ?? '';
      const [, target] = /<([^>]*)>\s*;[^,]*rel="?next"?/.exec(link) ?? [];
      if (!target) return undefined;
      const url = new URL(target, current);
      if (url.origin !== current.origin) {
        throw new Error(`The next page is at ${url.origin}, another server`);
      }
      return url;
    }
    default:
      return undefined;
  }
}

function hasRecords(body: unknown, recordsAt: string): boolean {
  const records = valueAt(body, recordsAt);
  return Array.isArray(records) && records.length > 0;
}

function valueAt(body: unknown, path: string): unknown {
  let at = body;
  for (const step of path === '' ? [] : path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) {
      return undefined;
    }
    at = (at as Record<string, unknown>)[step];
  }
  return at;
}
