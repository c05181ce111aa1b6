/** What a column of a staged table may be. */
export const columnTypes = [
  'text',
  'integer',
  'numeric',
  'boolean',
  'timestamp',
  'date',
] as const;
/** Staged as: text COLLATE "C", bigint, numeric, boolean, timestamptz, date. */
export type ColumnType = (typeof columnTypes)[number];

/** A column of a staged table. */
export interface Column {
  name: string;
  type: ColumnType;
  required: boolean;
  description?: string;
  /** Its name or dotted path in the raw record; `name` where it is left out. */
  from?: string;
}

/** How raw bytes are laid out. */
export const rawFormats = [
  'csv',
  'ndjson',
  'json',
  'json-pages',
  'parquet',
] as const;
/**
 * `json`: one JSON body over however many lines; `json-pages`: one body a line. The records of a body are at `recordsAt`, a
 * dotted path; '' where the body is the list.
 */
export type RawFormat = (typeof rawFormats)[number];

/** What raw records may be about, where they come in several well-known forms that are read as one. */
export const recordKinds = [
  'vulnerabilities',
  'billing',
  'iam-policies',
  'assets',
] as const;
export type RecordKind = (typeof recordKinds)[number];

export const parameterTypes = [
  'quarter',
  'month',
  'day',
  'text',
  'list',
] as const;
export type ParameterType = (typeof parameterTypes)[number];

/** What is asked of whoever requests a run. */
export interface Parameter {
  name: string;
  title: string;
  type: ParameterType;
  required: boolean;
  default?: string | string[];
  choices?: string[];
}

/** Values of parameters: one text, or the items of a list. */
export type ParameterValues = Record<string, string | string[]>;

/** A source that a report needs, and what it must return. */
export interface SourceDeclaration {
  /** The name of the staged table: `[a-z_][a-z0-9_]*`. */
  name: string;
  title: string;
  /** The id of a configured source, such as `iam-logs`. */
  source: string;
  /** In the language of the source; `${parameter}` is bound by the source, never pasted. */
  query: { name: string; text: string };
  columns: Column[];
  /** Columns that identify a row. Each staged row also has `evidence_id`: the evidence row that it came from. */
  key: string[];
  recordsAt?: string;
  /** Reads well-known forms as one: columns then are `from` the fields of this kind. */
  readAs?: RecordKind;
  expect?: { minRows?: number };
}

/** A control of a framework, such as `SOX ITGC`, `SOC 2`, `ISO 27001`, `DORA`. */
export interface ControlRef {
  framework: string;
  id: string;
  title?: string;
}

export const severities = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

/** Values by column: a text, `${parameter}`, or null for no value. */
export type SeedValues = Record<string, string | null>;

/** A known breach, to be planted into a copy of the staged data: a question that catches nothing then does not work. */
export interface Seed {
  name: string;
  title: string;
  /** Rows that are added: the first row of the table that is `like` this, with other values in some columns. */
  add: { table: string; like: SeedValues; set: SeedValues }[];
  /** Rows that are left out: those that share these columns with the first row that is `like` this. */
  remove: { table: string; like: SeedValues; share: string[] }[];
}

/**
 * What a violation is about: something that happened in the period of its run, and so stays as it was, or how things stand
 * whenever somebody looks.
 */
export const violationSubjects = ['period', 'standing'] as const;
/** One of {@link violationSubjects}. */
export type ViolationSubject = (typeof violationSubjects)[number];

/** A question that a report answers by one query. */
export interface Question {
  name: string;
  title: string;
  /** `queries/<name>.sql`; the comments at its head say `-- name:`, `-- description:`, `-- owner:`, `-- version:`. */
  file: string;
  controls: ControlRef[];
  severity: Severity;
  /** A row of `violations` is a finding; a row of `population` is not. */
  answers: 'violations' | 'population';
  /** Of violations; see {@link isAboutPeriod} for what it is where it is left out. */
  about?: ViolationSubject;
  /** Columns of the result that identify a row between two runs. */
  key: string[];
  /** Known breaches that it has to catch. */
  seeded?: Seed[];
}

/** How an answer is held against a table that is still made by hand. */
export interface Shadow {
  question: string;
  /** So many periods in a row must match before the report is trusted. */
  days: number;
  /** Header of the table by column of the answer, where it has another name. */
  columns?: Record<string, string>;
}

export const reportFormats = ['xlsx', 'csv', 'pdf', 'json', 'oscal'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** A CSV whose bytes are agreed with its reader. */
export interface CsvLayout {
  /** Its name among the artefacts. */
  file: string;
  question: string;
  columns: string[];
  header: boolean;
  delimiter: string;
  newline: '\n' | '\r\n';
  nullAs: string;
}

/** When a report runs by itself. */
export interface ReportSchedule {
  at:
    | { every: 'day'; time: string }
    | { every: 'month'; day: number; time: string }
    | { every: 'quarter'; day: number; time: string };
  /** An IANA name, such as `Europe/Berlin`. */
  timeZone: string;
  /** How long after `at` the pack must be delivered: an ISO 8601 duration, such as `PT2H`. */
  deadline: string;
}

/** A report as code: `report.yaml`. */
export interface ReportDefinition {
  apiVersion: 'countersign.dev/v1';
  kind: 'Report';
  metadata: {
    name: string;
    title: string;
    description: string;
    owner: string;
  };
  spec: {
    /** Of periods such as quarters: an IANA name. */
    timeZone: string;
    parameters: Parameter[];
    sources: SourceDeclaration[];
    questions: Question[];
    /** The auditor's workbook, and which sheet each question fills. */
    template?: { file: string; sheets: { sheet: string; question: string }[] };
    csv?: CsvLayout[];
    shadow?: Shadow[];
    formats: ReportFormat[];
    /** E-mail addresses. */
    recipients: string[];
    schedule?: ReportSchedule;
    retentionDays: number;
  };
}

/** A report with its files: what lint, run and verify take. */
export interface ReportBundle {
  definition: ReportDefinition;
  /** By their path in the folder of the report, `report.yaml` among them. */
  files: ReadonlyMap<string, Uint8Array>;
  /** Over the canonical JSON of path to SHA-256. */
  digest: string;
}
