import {
  foreignNumberSchema,
  ImportedContent,
  importedContentSchema,
  importedTimes,
} from '../imported';
import { didYouMean, entityRefSchema, inWords } from '../model';
import { maskSecrets } from '../secrets';
import { pathsOf, shownText, timeText, valuesAt } from './cells';
import { ImportMapping } from './mapping';
import { ExportedRow, isObject } from './readExport';
import { readTime } from './times';

/** A record of another system, ready to be brought. */
export interface MappedRecord {
  row: number;
  number: string;
  content: ImportedContent;
}

/** Why a row is refused. */
export interface RowProblem {
  row: number;
  /** Its number there, where that could be read. */
  number?: string;
  /** The field of the record, as the mapping names it. */
  field: string;
  /** The column that it is read from. */
  column?: string;
  message: string;
}

/** What a file holds, once it is mapped. */
export interface MappedRows {
  records: MappedRecord[];
  /** Every row that is refused has one or more. */
  problems: RowProblem[];
}

type TextField = ImportMapping['fields']['title'];
type Raw = Record<string, unknown>;

/** Fields that hold a text. */
const textFields = [
  'number',
  'title',
  'description',
  'state',
  'type',
  'priority',
  'requestedBy',
  'assignedTo',
  'team',
  'url',
] as const;

/** Rows that are looked at for the columns there are. */
const GLANCE = 200;

/** The columns that a mapping names and no row has, each with the one that was probably meant. */
export function missingColumns(
  rows: readonly ExportedRow[],
  mapping: ImportMapping,
): { path: string; message: string }[] {
  if (!rows.length) return [];
  const known = [
    ...new Set(rows.slice(0, GLANCE).flatMap(({ value }) => pathsOf(value))),
  ];
  const has = new Set(known);
  return columnsOf(mapping)
    .filter(
      ({ column }) =>
        !has.has(column) &&
        rows.every(({ value }) => !valuesAt(value, column).length) &&
        !isBehindNothing(column, rows),
    )
    .map(({ path, column }) => ({
      path,
      message: `no row has ${column}${didYouMean(column, known)}`,
    }));
}

/** Where the object with this member is nowhere filled in, nobody can tell whether it has the member. */
function isBehindNothing(
  column: string,
  rows: readonly ExportedRow[],
): boolean {
  const steps = column.split('.');
  return steps.slice(1).some((_, i) => {
    const above = steps.slice(0, i + 1).join('.');
    const cells = rows.map(({ value }) => memberAt(value, above));
    return (
      cells.some(cell => cell !== undefined) &&
      cells.every(
        cell =>
          cell === undefined ||
          cell === null ||
          cell === '' ||
          (Array.isArray(cell) && !cell.length),
      )
    );
  });
}

function memberAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, step) => (isObject(at) ? at[step] : undefined),
      value,
    );
}

/** Makes records of rows. Rows of which something cannot be taken over are refused whole, and the others are not. */
export function mapRows(
  rows: readonly ExportedRow[],
  mapping: ImportMapping,
): MappedRows {
  const records: MappedRecord[] = [];
  const problems: RowProblem[] = [];
  const seen = new Map<string, number>();
  for (const { row, value } of rows) {
    const found: Omit<RowProblem, 'row' | 'number'>[] = [];
    const raw = rawContent(value, mapping, found);
    const number = foreignNumberSchema.safeParse(
      raw.number === '' ? undefined : raw.number,
      inWords,
    );
    if (!number.success) {
      found.push({ field: 'number', message: wordsOf(number.error) });
    }
    const { number: _, ...rest } = raw;
    const content = importedContentSchema.safeParse(rest, inWords);
    for (const { path, message } of content.error?.issues ?? []) {
      const field = fieldOf(path, raw);
      // What could not be read is told once: that it is missing then is no news.
      if (!found.some(each => each.field === field)) {
        found.push({ field, message });
      }
    }
    if (number.data !== undefined && !found.length) {
      const earlier = seen.get(number.data);
      if (earlier !== undefined) {
        found.push({
          field: 'number',
          message: `${number.data} is the number of row ${earlier}, too`,
        });
      } else seen.set(number.data, row);
    }
    if (content.success && number.success && !found.length) {
      records.push({ row, number: number.data, content: content.data });
    }
    problems.push(
      ...found.map(problem => ({
        row,
        number: number.data,
        column: columnOf(problem.field, mapping),
        ...problem,
      })),
    );
  }
  return { records, problems };
}

/** A further detail is known by its label. */
function fieldOf(path: readonly PropertyKey[], { further }: Raw): string {
  const [field, at] = path;
  const label =
    field === 'further' && Array.isArray(further)
      ? further[Number(at)]?.label
      : undefined;
  return label === undefined ? String(field) : `further.${label}`;
}

function rawContent(
  value: Raw,
  mapping: ImportMapping,
  problems: Omit<RowProblem, 'row' | 'number'>[],
): Raw {
  const { fields, timeZone, timeFormat, credentials } = mapping;
  const clean = credentials === 'mask' ? maskSecrets : (text: string) => text;
  const texts: Raw = {};
  for (const name of textFields) {
    const field = fields[name];
    const text = field && textOf(value, field, name, problems);
    if (text) texts[name] = clean(text);
  }
  const time = (
    name: string,
    text: string,
    reading: { timeZone?: string; format?: string } = {},
  ): string | undefined => {
    const read = readTime(text, {
      timeZone: reading.timeZone ?? timeZone,
      format: reading.format ?? timeFormat,
    });
    if ('instant' in read) return read.instant;
    problems.push({ field: name, message: read.message });
    return undefined;
  };
  const times: Raw = {};
  for (const name of importedTimes) {
    const field = fields[name];
    const text = field && timeText(valuesAt(value, field.from)[0]);
    if (text) times[name] = time(name, text, field);
  }
  const { items, unknown } = itemsOf(value, mapping, problems);
  const further = Object.entries(mapping.further).flatMap(([label, field]) => {
    const text = textOf(value, field, `further.${label}`, problems);
    return text ? [{ label, value: clean(text) }] : [];
  });
  return {
    ...texts,
    ...times,
    items,
    comments: commentsOf(value, mapping, time).map(comment => ({
      ...comment,
      text: clean(comment.text),
    })),
    attachments: attachmentsOf(value, mapping),
    further: [
      ...further,
      ...(unknown.length
        ? [{ label: 'Item there', value: clean(unknown.join(', ')) }]
        : []),
    ],
  };
}

function textOf(
  value: Raw,
  { from, value: constant, values, otherwise }: TextField,
  name: string,
  problems: Omit<RowProblem, 'row' | 'number'>[],
): string | undefined {
  if (from === undefined) return constant;
  const text = shownText(valuesAt(value, from));
  if (!text || !values) return text;
  if (Object.hasOwn(values, text)) return values[text];
  if (otherwise === 'refuse') {
    problems.push({
      field: name,
      message: `${text} is none of the values in the mapping${didYouMean(
        text,
        Object.keys(values),
      )}`,
    });
    return undefined;
  }
  return text;
}

function itemsOf(
  value: Raw,
  { fields }: ImportMapping,
  problems: Omit<RowProblem, 'row' | 'number'>[],
): { items: string[]; unknown: string[] } {
  const field = fields.items;
  if (!field) return { items: [], unknown: [] };
  const { from, values = {}, otherwise, separator } = field;
  const names = valuesAt(value, from)
    .map(shownText)
    .flatMap(text => (separator ? text.split(separator) : [text]))
    .map(text => text.trim())
    .filter(Boolean);
  const items = new Set<string>();
  const unknown: string[] = [];
  for (const name of names) {
    const mapped = Object.hasOwn(values, name) ? values[name] : name;
    const ref = entityRefSchema.safeParse(mapped);
    if (ref.success) items.add(ref.data);
    else if (otherwise === 'refuse' || Object.hasOwn(values, name)) {
      problems.push({
        field: 'items',
        message: Object.hasOwn(values, name)
          ? `${name} is mapped to ${mapped}, which ${ref.error.issues[0].message}`
          : `${name} is none of the values in the mapping${didYouMean(
              name,
              Object.keys(values),
            )}`,
      });
    } else unknown.push(name);
  }
  return { items: [...items], unknown };
}

function commentsOf(
  value: Raw,
  { comments }: ImportMapping,
  time: (name: string, text: string) => string | undefined,
): { text: string; by?: string; at?: string }[] {
  if (!comments) return [];
  const { from, text, by, at } = comments;
  return valuesAt(value, from).flatMap(each => {
    const words = shownText(text ? valuesAt(each, text) : each);
    if (!words) return [];
    const author = by ? shownText(valuesAt(each, by)) : '';
    const moment = at ? timeText(valuesAt(each, at)[0]) : '';
    return [
      {
        text: words,
        ...(author && { by: author }),
        ...(moment && { at: time('comments', moment) }),
      },
    ];
  });
}

function attachmentsOf(value: Raw, { attachments }: ImportMapping): Raw[] {
  if (!attachments) return [];
  const { from, name, url, separator } = attachments;
  return valuesAt(value, from).flatMap(each => {
    const text = shownText(name ? valuesAt(each, name) : each);
    const address = url ? shownText(valuesAt(each, url)) : '';
    return (separator ? text.split(separator) : [text])
      .map(part => part.trim())
      .filter(Boolean)
      .map(part => ({ name: part, ...(address && { url: address }) }));
  });
}

/** Every column that a mapping reads from the row itself, and where in the mapping it stands. */
function columnsOf({
  fields,
  comments,
  attachments,
  further,
}: ImportMapping): { path: string; column: string }[] {
  const named: [string, { from?: string } | undefined][] = [
    ...Object.entries(fields).map(
      ([name, field]): [string, { from?: string } | undefined] => [
        `fields.${name}`,
        field,
      ],
    ),
    ['comments', comments],
    ...membersOf('comments', comments, ['text', 'by', 'at']),
    ['attachments', attachments],
    ...membersOf('attachments', attachments, ['name', 'url']),
    ...Object.entries(further).map(([label, field]): [string, typeof field] => [
      `further.${label}`,
      field,
    ]),
  ];
  return named.flatMap(([path, field]) =>
    field?.from === undefined ? [] : [{ path, column: field.from }],
  );
}

/** What is read from each of several parts of a column. */
function membersOf<N extends string>(
  path: string,
  list: ({ from: string } & { [name in N]?: string }) | undefined,
  names: readonly N[],
): [string, { from: string }][] {
  return names.flatMap((name): [string, { from: string }][] => {
    const member = list?.[name];
    return list && member
      ? [[`${path}.${name}`, { from: `${list.from}.${member}` }]]
      : [];
  });
}

function columnOf(field: string, mapping: ImportMapping): string | undefined {
  return columnsOf(mapping).find(
    ({ path }) => path === `fields.${field}` || path === field,
  )?.column;
}

function wordsOf(error: { issues: { message: string }[] }): string {
  return error.issues.map(({ message }) => message).join('; ');
}
