import { Column, ColumnType } from '../../report/model';
import { RawLayout, readRows } from '../readRows';
import { RawSummary } from '../RawSummary';

/** Columns by name and type, such as `cost:numeric`; text where none is said. */
export function columnsOf(...names: string[]): Column[] {
  return names.map(each => {
    const [name, type = 'text'] = each.split(':');
    return { name, type: type as ColumnType, required: false };
  });
}

/** Rows of raw bytes, each by the names of its columns, and what was seen while they were read. */
export async function rowsOf(
  raw: string | Uint8Array,
  layout: RawLayout,
): Promise<{ rows: Record<string, string | null>[]; summary: RawSummary }> {
  const summary = new RawSummary();
  const bytes = typeof raw === 'string' ? new TextEncoder().encode(raw) : raw;
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += 1000) {
      yield bytes.subarray(at, at + 1000);
    }
  }
  const rows: Record<string, string | null>[] = [];
  for await (const row of readRows(chunks(), layout, summary)) {
    rows.push(
      Object.fromEntries(layout.columns.map(({ name }, i) => [name, row[i]])),
    );
  }
  return { rows, summary };
}
