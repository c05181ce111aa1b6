/** Why a row may be another one in another run. */
export const causeKinds = ['query', 'scope', 'schema', 'source'] as const;
/** One of {@link causeKinds}. */
export type CauseKind = (typeof causeKinds)[number];

/** A thing that differs between two runs, with what it was and what it is. */
export interface Cause {
  kind: CauseKind;
  /** The question, the parameter or the source that differs. */
  name: string;
  older?: string;
  newer?: string;
}

/** A run as a comparison sees it. */
export interface ComparedRun {
  number: string;
  report: string;
  parameters: Readonly<Record<string, string | readonly string[]>>;
  evidence: readonly {
    id: string;
    source: string;
    sha256: string;
    queryText: string;
    schemaFingerprint: string;
  }[];
  questions: readonly {
    name: string;
    version: string;
    queryDigest: string;
    columns: readonly string[];
    /** The columns that name a row. */
    key: readonly string[];
  }[];
}

function shown(value: string | readonly string[] | undefined) {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : value.join(', ');
}

function cause(
  kind: CauseKind,
  name: string,
  older: string | undefined,
  newer: string | undefined,
): Cause[] {
  if (older === newer) return [];
  return [
    {
      kind,
      name,
      ...(older !== undefined && { older }),
      ...(newer !== undefined && { newer }),
    },
  ];
}

function namesOf(...lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())].sort();
}

/**
 * Everything that differs between what two runs gave a question to work with. Equal queries on equal data give equal rows,
 * so that whatever differs in the answers is explained by one of these, or by nothing: then something is wrong.
 *
 * @param sources - The sources that the question reads, where that is known; otherwise all of them.
 */
export function causesBetween(
  older: ComparedRun,
  newer: ComparedRun,
  question: string,
  sources?: readonly string[],
): Cause[] {
  const asked = (run: ComparedRun) =>
    run.questions.find(({ name }) => name === question);
  const told = (run: ComparedRun) => {
    const found = asked(run);
    return found && `version ${found.version}, ${found.queryDigest}`;
  };
  const evidence = (run: ComparedRun, source: string) =>
    run.evidence.find(each => each.source === source);
  const read =
    sources ??
    namesOf(
      older.evidence.map(({ source }) => source),
      newer.evidence.map(({ source }) => source),
    );
  return [
    ...cause('query', question, told(older), told(newer)),
    ...read.flatMap(source =>
      cause(
        'query',
        source,
        evidence(older, source)?.queryText,
        evidence(newer, source)?.queryText,
      ),
    ),
    ...namesOf(
      Object.keys(older.parameters),
      Object.keys(newer.parameters),
    ).flatMap(name =>
      cause(
        'scope',
        name,
        shown(older.parameters[name]),
        shown(newer.parameters[name]),
      ),
    ),
    ...read.flatMap(source =>
      cause(
        'schema',
        source,
        evidence(older, source)?.schemaFingerprint,
        evidence(newer, source)?.schemaFingerprint,
      ),
    ),
    ...read.flatMap(source =>
      cause(
        'source',
        source,
        evidence(older, source)?.sha256,
        evidence(newer, source)?.sha256,
      ),
    ),
  ];
}

/** The items of each list parameter that only one of two runs had in scope. */
export function scopeDifference(
  older: ComparedRun['parameters'],
  newer: ComparedRun['parameters'],
): { added: ReadonlySet<string>; removed: ReadonlySet<string> } {
  const added = new Set<string>();
  const removed = new Set<string>();
  for (const name of namesOf(Object.keys(older), Object.keys(newer))) {
    const before = older[name];
    const after = newer[name];
    if (!Array.isArray(before) || !Array.isArray(after)) continue;
    for (const item of after) if (!before.includes(item)) added.add(item);
    for (const item of before) if (!after.includes(item)) removed.add(item);
  }
  return { added, removed };
}

/**
 * Whether everything that was in scope of one run is in scope of another. A list may grow; an empty one means everything.
 * What is no list may differ: another quarter is as wide as this one.
 */
export function coversScope(
  seen: ComparedRun['parameters'],
  run: ComparedRun['parameters'],
): boolean {
  return Object.entries(seen).every(([name, before]) => {
    if (!Array.isArray(before)) return name in run;
    const after = run[name];
    if (!Array.isArray(after)) return false;
    if (after.length === 0) return true;
    return before.length > 0 && before.every(item => after.includes(item));
  });
}
