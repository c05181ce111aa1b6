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
  /** Whether the page is asked for in the one format that has native histograms. */
  nativeHistograms?: boolean;
}

export interface Page {
  bytes: Uint8Array;
  format: 'openmetrics' | 'text' | 'protobuf';
}

const PROTOBUF =
  'application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited';
const TEXT =
  'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.8,*/*;q=0.1';
/** Where it has no other format, these are taken, too. */
const TEXT_AFTER = TEXT.replace(',', ';q=0.9,');

/**
 * Fetches a page of metrics.
 *
 * @throws SourceError that names no host
 */
export async function fetchPage(
  { headers, nativeHistograms, ...page }: PageSettings,
  signal?: AbortSignal,
): Promise<Page> {
  const accept = nativeHistograms ? `${PROTOBUF},${TEXT_AFTER}` : TEXT;
  const { bytes, type } = await fetchSource(
    {
      ...page,
      headers: { accept, ...headers },
      words: { answer: 'page', who: 'service' },
    },
    signal,
  );
  if (/html|json/i.test(type)) {
    throw new SourceError(`The page has the type ${type}: it is no metrics`);
  }
  return { bytes, format: formatOf(type) };
}

function formatOf(type: string): Page['format'] {
  if (type.includes('vnd.google.protobuf')) return 'protobuf';
  return type.includes('openmetrics-text') ? 'openmetrics' : 'text';
}
