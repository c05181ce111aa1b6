import {
  fetchSource,
  SourceError,
} from '@countersign/plugin-service-levels-node';

/** Where a page is, and how much of it is taken. */
export interface PageSettings {
  url: string;
  headers: Record<string, string>;
  timeoutMs: number;
  maxBytes: number;
}

export interface Page {
  text: string;
  openMetrics: boolean;
}

const ACCEPT =
  'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.8,*/*;q=0.1';

/**
 * Fetches a page of metrics.
 *
 * @throws SourceError that names no host
 */
export async function fetchPage(
  { headers, ...page }: PageSettings,
  signal?: AbortSignal,
): Promise<Page> {
  const { text, type } = await fetchSource(
    {
      ...page,
      headers: { accept: ACCEPT, ...headers },
      words: { answer: 'page', who: 'service' },
    },
    signal,
  );
  if (/html|json/i.test(type)) {
    throw new SourceError(`The page has the type ${type}: it is no metrics`);
  }
  return { text, openMetrics: type.includes('openmetrics-text') };
}
