import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** How the pages of an answer follow each other. */
export type Paging =
  | { by: 'none' }
  /** Each page names the next: its cursor stands at a path of the body. */
  | { by: 'cursor'; at: string; parameter: string }
  /** Pages are counted from `first` until one has no records. */
  | { by: 'page'; parameter: string; first: number }
  /** The Link header (RFC 8288) of each page has the next. */
  | { by: 'link' };

/** What configuration says of a REST API. */
export interface HttpSettings {
  url: URL;
  headers: Record<string, string>;
  format: 'json' | 'ndjson' | 'csv';
  /** Where the records of a page are: a dotted path. */
  recordsAt: string;
  /** Where a page says how many records there are. */
  totalAt?: string;
  paging: Paging;
}

/** @throws InputError naming what is wrong */
export function readHttpSettings(config: Config): HttpSettings {
  const url = new URL(config.getString('url'));
  const format = config.getOptionalString('format') ?? 'json';
  if (format !== 'json' && format !== 'ndjson' && format !== 'csv') {
    throw new InputError(
      `Invalid configuration. The format of ${url.host} is ${format}, but must be json, ndjson or csv`,
    );
  }
  const headers = config.getOptionalConfig('headers');
  return {
    url,
    format,
    headers: Object.fromEntries(
      (headers?.keys() ?? []).map(key => [key, headers!.getString(key)]),
    ),
    recordsAt: config.getOptionalString('recordsAt') ?? '',
    totalAt: config.getOptionalString('totalAt'),
    paging: readPaging(config.getOptionalConfig('paging')),
  };
}

function readPaging(config: Config | undefined): Paging {
  const by = config?.getOptionalString('by') ?? 'none';
  const parameter = config?.getOptionalString('parameter');
  if (by === 'none' || by === 'link') return { by };
  if (by === 'cursor') {
    return {
      by,
      at: config?.getOptionalString('at') ?? 'next',
      parameter: parameter ?? 'cursor',
    };
  }
  if (by === 'page') {
    return {
      by,
      parameter: parameter ?? 'page',
      first: config?.getOptionalNumber('first') ?? 1,
    };
  }
  throw new InputError(
    `Invalid configuration. paging.by is ${by}, but must be none, cursor, page or link`,
  );
}
