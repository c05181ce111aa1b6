import { Collection } from './systems';

const CHUNK = 64 * 1024;
const PAGE = 500;

/** How a collection is written down: the pages it has, and its bytes in pieces. */
export interface Raw {
  records: number;
  pages?: number;
}

/**
 * Writes records as the collection's format has them.
 *
 * @param count - how many there are; each page of an API says it
 */
export async function writeRecords(
  { format, header, recordsAt, whole }: Collection,
  records: Iterable<object>,
  options: { count: number; write: (text: string) => Promise<void> },
): Promise<Raw> {
  let text = header ? `${header.join(',')}\n` : '';
  let written = 0;
  const flush = async () => {
    await options.write(text);
    text = '';
  };
  if (format === 'json-pages' && !whole) {
    let page: object[] = [];
    let pages = 0;
    const turn = async () => {
      const body = {
        startAt: written - page.length,
        total: options.count,
        [recordsAt ?? 'items']: page,
      };
      page = [];
      pages++;
      text += `${JSON.stringify(body)}\n`;
      if (text.length >= CHUNK) await flush();
    };
    for (const record of records) {
      page.push(record);
      written++;
      if (page.length === PAGE) await turn();
    }
    // An API that holds nothing still answers with a page.
    if (page.length > 0 || pages === 0) await turn();
    await options.write(text);
    return { records: written, pages };
  }
  for (const record of records) {
    text +=
      format === 'csv'
        ? `${(record as unknown[]).map(csvValue).join(',')}\n`
        : `${JSON.stringify(record)}\n`;
    written++;
    // Not awaited for each record: that alone would take as long as writing it down.
    if (text.length >= CHUNK) await flush();
  }
  await options.write(text);
  return { records: written, ...(whole && { pages: written }) };
}

function csvValue(value: unknown): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
