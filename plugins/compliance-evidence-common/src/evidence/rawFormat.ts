import { RawFormat } from '../report/model';

/** How a file of each format is named: one ending has one meaning, in a pack as in a folder. */
const endings: Readonly<Record<RawFormat, readonly string[]>> = {
  'json-pages': ['pages.ndjson'],
  csv: ['csv'],
  ndjson: ['ndjson', 'jsonl'],
  json: ['json', 'sarif'],
  parquet: ['parquet'],
};

/** The ending of files of a format, without its dot. */
export function endingOf(format: RawFormat): string {
  return endings[format][0];
}

/** Every ending that says a format, with that format. */
export const knownEndings: ReadonlyMap<string, RawFormat> = new Map(
  (Object.keys(endings) as RawFormat[]).flatMap(format =>
    endings[format].map((ending): [string, RawFormat] => [ending, format]),
  ),
);

/** The format that the name of a file says. */
export function formatOfFile(name: string): RawFormat | undefined {
  for (const [ending, format] of knownEndings) {
    if (name.endsWith(`.${ending}`)) return format;
  }
  return undefined;
}
