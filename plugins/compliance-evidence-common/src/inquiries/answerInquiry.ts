import { csvFields, csvRecords } from '../evidence/csvRecords';
import { ResultReader, readResult } from '../evidence/readResult';
import { isEvidenceColumn } from '../evidence/rowLeaf';
import { ParameterValues, ReportBundle, Seed } from '../report/model';
import { queryOf } from '../report/readReport';
import { seededSql } from '../report/seeds';
import { SqlEngine } from '../sql/model';
import { csvLine } from '../sql/statements';
import {
  AskedOf,
  InquiryAsked,
  InquiryOutcome,
  LONGEST_RESULT,
  MOST_RESULT_ROWS,
} from './model';
import { drawSample } from './sample';
import { differenceColumns, HandTable, holdAgainst } from './shadow';

/** The run that is asked about, as far as an answer needs it. */
export interface InquiryWorld {
  report: ReportBundle;
  parameters: ParameterValues;
  period?: { start: string; end: string };
  /** Base64, of the tree over all rows. */
  root: string;
  /** The rows of an answer, in their order. */
  answer(question: string): ResultReader;
  /** With the staged data in it. */
  engine(): Promise<SqlEngine>;
  /** What was made by hand; only where it is held against an answer. */
  table?: HandTable;
}

/** What came out: the normative bytes, as text, and the numbers. */
export interface AnsweredInquiry {
  csv: string;
  columns: string[];
  rows: number;
  outcome: InquiryOutcome;
}

/** An answer has more rows than anybody keeps or reads. */
export class ResultTooLarge extends Error {
  constructor() {
    super(
      `it has more than ${MOST_RESULT_ROWS} rows or ${LONGEST_RESULT} characters: narrow it with WHERE, or count with GROUP BY`,
    );
    this.name = 'ResultTooLarge';
  }
}

/** Collects rows, as far as a result may go. */
class Rows {
  readonly #lines: string[];
  #length = 0;

  constructor(readonly columns: readonly string[]) {
    this.#lines = [csvLine(columns)];
  }

  add(row: readonly (string | null)[]): void {
    const line = csvLine(row);
    this.#lines.push(line);
    this.#length += line.length;
    if (this.#lines.length > MOST_RESULT_ROWS + 1) throw new ResultTooLarge();
    if (this.#length > LONGEST_RESULT) throw new ResultTooLarge();
  }

  as(outcome: InquiryOutcome): AnsweredInquiry {
    return {
      csv: this.#lines.join(''),
      columns: [...this.columns],
      rows: this.#lines.length - 1,
      outcome,
    };
  }
}

/**
 * Answers an inquiry: the portal does when it is asked, and whoever verifies does it again. The same inquiry about the same
 * run gives the same bytes.
 *
 * @throws ResultTooLarge, or what the engine says
 */
export async function answerInquiry(
  asked: InquiryAsked,
  world: InquiryWorld,
): Promise<AnsweredInquiry> {
  switch (asked.kind) {
    case 'question':
      return answerQuestion(asked, await world.engine());
    case 'sample':
      return answerSample(asked, world);
    case 'shadow':
      return answerShadow(asked, world);
    default:
      return answerSeeded(world);
  }
}

async function answerQuestion(
  { sql, orderedBy }: AskedOf<'question'>,
  engine: SqlEngine,
): Promise<AnsweredInquiry> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  async function* limited() {
    for await (const piece of engine.copyOut(sql)) {
      length += piece.length;
      if (length > LONGEST_RESULT) throw new ResultTooLarge();
      pieces.push(piece);
      yield piece;
    }
  }
  const result = readResult(
    limited(),
    { question: 'question', version: '1' },
    orderedBy,
  );
  let rows = 0;
  for await (const _ of result.rows) {
    rows += 1;
    if (rows > MOST_RESULT_ROWS) throw new ResultTooLarge();
  }
  return {
    csv: textOf(pieces),
    columns: [...result.columns],
    rows,
    outcome: { kind: 'question' },
  };
}

function textOf(pieces: readonly Uint8Array[]): string {
  const decoder = new TextDecoder();
  return (
    pieces.map(piece => decoder.decode(piece, { stream: true })).join('') +
    decoder.decode()
  );
}

async function answerSample(
  { question, rows: size, size: wanted }: AskedOf<'sample'>,
  { root, answer }: InquiryWorld,
): Promise<AnsweredInquiry> {
  const positions = drawSample({ root, question, rows: size }, wanted);
  const chosen = new Map<number, readonly (string | null)[]>();
  const wantedPlaces = new Set(positions);
  const result = answer(question);
  for await (const { leaf, fields } of result.rows) {
    if (wantedPlaces.has(leaf.position)) chosen.set(leaf.position, fields);
    if (chosen.size === wantedPlaces.size) break;
  }
  const rows = new Rows(['position', ...result.columns]);
  for (const position of positions) {
    const fields = chosen.get(position);
    if (!fields) throw new Error(`${question} has no row ${position}`);
    rows.add([String(position), ...fields]);
  }
  return rows.as({ kind: 'sample', positions });
}

async function answerShadow(
  asked: AskedOf<'shadow'>,
  { answer, table }: InquiryWorld,
): Promise<AnsweredInquiry> {
  if (!table) throw new Error('the table that was made by hand is missing');
  const { outcome, differences } = await holdAgainst(
    answer(asked.question),
    table,
    asked,
  );
  const rows = new Rows(differenceColumns);
  for (const difference of differences) rows.add(difference);
  return rows.as(outcome);
}

/** The columns of what seeded violations come to. */
export const seededColumns = [
  'question',
  'seed',
  'title',
  'outcome',
  'added',
  'removed',
  'caught_rows',
  'first_caught',
] as const;

async function answerSeeded({
  report,
  parameters,
  period,
  answer,
  engine: open,
}: InquiryWorld): Promise<AnsweredInquiry> {
  const engine = await open();
  const { sources, questions } = report.definition.spec;
  const values: ParameterValues = {
    ...parameters,
    ...(period && { period_start: period.start, period_end: period.end }),
  };
  const outcome = {
    kind: 'seeded' as const,
    caught: 0,
    missed: 0,
    notPlanted: 0,
  };
  const rows = new Rows(seededColumns);
  for (const question of questions) {
    const { seeded = [], key, name } = question;
    if (seeded.length === 0) continue;
    const known = new Set<string>();
    await eachKey(answer(name), key, id => known.add(id));
    for (const seed of seeded) {
      const sql = seededSql(
        queryOf(report, question).text,
        seed,
        sources,
        values,
      );
      const planted = await plantedOf(engine, sql.planted);
      const caught = new Set<string>();
      const result = readResult(engine.copyOut(sql.query), {
        question: name,
        version: '1',
      });
      await eachKey(result, key, id => {
        if (!known.has(id)) caught.add(id);
      });
      const said = saidOf(seed, planted, caught.size);
      outcome[said] += 1;
      rows.add([
        name,
        seed.name,
        seed.title,
        { caught: 'caught', missed: 'missed', notPlanted: 'not planted' }[said],
        String(planted.added),
        String(planted.removed),
        String(caught.size),
        [...caught].sort()[0] ?? null,
      ]);
    }
  }
  return rows.as(outcome);
}

function saidOf(
  { add, remove }: Seed,
  planted: { added: number; removed: number },
  caught: number,
): 'caught' | 'missed' | 'notPlanted' {
  const isPlanted =
    planted.added === add.length &&
    (remove.length === 0 || planted.removed > 0);
  if (!isPlanted) return 'notPlanted';
  return caught > 0 ? 'caught' : 'missed';
}

async function plantedOf(engine: SqlEngine, sql: string) {
  const lines: string[] = [];
  for await (const { text } of csvRecords(engine.copyOut(sql))) {
    lines.push(text);
  }
  const [added, removed] = csvFields(lines[1]).map(Number);
  return { added, removed };
}

/** The key of each row, as people read it; evidence is another in each run and names none. */
async function eachKey(
  { rows, columns }: ResultReader,
  key: readonly string[],
  give: (id: string) => void,
): Promise<void> {
  const named = key.filter(name => !isEvidenceColumn(name));
  for await (const { fields } of rows) {
    give(named.map(name => fields[columns.indexOf(name)] ?? '').join(' · '));
  }
}
