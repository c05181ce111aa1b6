import { ANNOTATION_RUNBOOKS } from '@countersign/plugin-cmdb-common';
import { entityRefSchema } from '@countersign/plugin-governance-common';
import { ANNOTATION_RUNBOOK } from '@countersign/plugin-service-levels-common';
import { docsPageSchema } from '../model';

/** Where the portal shows documentation. */
const DOCS = '/docs';

/** A runbook that is a page of the portal's documentation. */
export interface RunbookPage {
  /** Whose documentation it is in. */
  runbook: string;
  /** The page of that documentation; absent for its first one. */
  page?: string;
  /** Within the portal, without the path under which the portal is reached. */
  href: string;
}

/** Annotations by which entities of the catalog name their runbooks: those of what runs, and of its objectives. */
export const RUNBOOK_ANNOTATIONS = [
  ANNOTATION_RUNBOOKS,
  ANNOTATION_RUNBOOK,
] as const;

/** The addresses that an entity names, in its order. */
export function runbooksNamedBy(
  annotations: Readonly<Record<string, string>> = {},
): string[] {
  return RUNBOOK_ANNOTATIONS.flatMap(name =>
    (annotations[name] ?? '')
      .split('\n')
      .map(line => line.trim())
      .filter(Boolean),
  );
}

/**
 * The page of documentation that an address leads to; undefined for whatever is elsewhere.
 *
 * @param address - A path of the portal, or a whole address.
 * @param portal - The address of the portal.
 */
export function runbookPageOf(
  address: string,
  portal: string,
): RunbookPage | undefined {
  const path = pathWithin(address, portal);
  const steps = path?.replace(/\/$/, '').split('/').slice(1) ?? [];
  const [docs, namespace, kind, name, ...rest] = steps.map(decoded);
  if (`/${docs}` !== DOCS || !namespace || !kind || !name) return undefined;
  const runbook = entityRefSchema.safeParse(`${kind}:${namespace}/${name}`);
  const page = docsPageSchema.optional().safeParse(rest.join('/') || undefined);
  if (!runbook.success || !page.success) return undefined;
  return {
    runbook: runbook.data,
    ...(page.data !== undefined && { page: page.data }),
    href: hrefOf(runbook.data, page.data),
  };
}

/** Where the portal shows a page of documentation. */
export function runbookHref({
  runbook,
  page,
}: Pick<RunbookPage, 'runbook' | 'page'>): string {
  return hrefOf(runbook, page);
}

/**
 * What a runbook is called.
 *
 * @param title - Of its page, without which `runbooks/high-api-latency` is "High api latency". Among runbooks it need not
 *   say that it is one.
 */
export function runbookName(
  { runbook, page }: Pick<RunbookPage, 'runbook' | 'page'>,
  title?: string,
): string {
  const short =
    title?.replace(/^runbook(?:\s*:|\s+[–—-]\s)/i, '').trim() || title;
  if (short) return short;
  const last = (page ?? runbook).split(/[/:]/).at(-1)!;
  const words = last.replace(/[-_]+/g, ' ').trim() || last;
  return words[0].toLocaleUpperCase('en-US') + words.slice(1);
}

/** The same runbook has the same key. */
export function runbookKey({
  runbook,
  page = '',
}: Pick<RunbookPage, 'runbook' | 'page'>): string {
  return `${runbook}#${page}`;
}

function pathWithin(address: string, portal: string): string | undefined {
  if (!URL.canParse(address, portal) || /^\/[/\\]/.test(address)) {
    return undefined;
  }
  const base = URL.canParse(portal) ? new URL(portal) : undefined;
  const url = new URL(address, portal);
  if (url.origin !== base?.origin) return undefined;
  if (address.startsWith('/')) return url.pathname;
  const root = base.pathname.replace(/\/+$/, '');
  return url.pathname.startsWith(`${root}/`)
    ? url.pathname.slice(root.length)
    : undefined;
}

function hrefOf(runbook: string, page: string | undefined): string {
  const [kind, namespace, name] = runbook.split(/[:/]/);
  const steps = [namespace, kind, name, ...(page?.split('/') ?? [])];
  return [DOCS, ...steps.map(encodeURIComponent)].join('/');
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
