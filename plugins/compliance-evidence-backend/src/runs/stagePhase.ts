import {
  Evidence,
  parameterColumns,
  parameterRows,
  PARAMETERS_TABLE,
  readRows,
  sharedKeys,
  SourceDeclaration,
  stagedColumns,
  withEvidence,
} from '@countersign/plugin-compliance-evidence-common';
import { PhaseFailure } from './PhaseFailure';
import { openSchema, PostgresEngine, stageSchema } from './PostgresEngine';
import { RunContext } from './RunContext';

/** Makes a table of each snapshot, typed as the report declares it. */
export async function stagePhase(context: RunContext): Promise<void> {
  const { tools, run, knex } = context;
  const evidence = await tools.evidence.ofRun(knex, run.id);
  await stageAll(context, evidence);
  await context.finish('stage', async unit => {
    await unit.record('run.staged', run.number, {
      tables: evidence.map(({ id, source, rowCount }) => ({
        table: source,
        evidenceId: id,
        rows: rowCount,
      })),
    });
  });
}

/** What a restart of PostgreSQL, or a run that failed later, took from the staged tables is staged again. */
export async function demandStaged(context: RunContext): Promise<void> {
  const { tools, run, knex } = context;
  const evidence = await tools.evidence.ofRun(knex, run.id);
  for (const { source, rowCount } of evidence) {
    const found = await countOf(context, source);
    if (found !== rowCount) {
      await stageAll(context, evidence);
      return;
    }
  }
}

async function countOf(
  { knex, run }: RunContext,
  table: string,
): Promise<number | undefined> {
  const schema = stageSchema(run.id);
  const { rows } = await knex.raw('SELECT to_regclass(?) AS found', [
    `"${schema}"."${table}"`,
  ]);
  if (!rows[0].found) return undefined;
  const [{ count }] = await knex.withSchema(schema).from(table).count();
  return Number(count);
}

async function stageAll(
  context: RunContext,
  evidence: readonly Evidence[],
): Promise<void> {
  const { tools, run, report, spec, knex, signal } = context;
  await openSchema(knex, run.id);
  const engine = await PostgresEngine.open({
    knex,
    runId: run.id,
    queryTimeoutMs: tools.settings.queryTimeoutMs,
    signal,
  });
  try {
    await engine.stage(
      PARAMETERS_TABLE,
      parameterColumns,
      each(parameterRows(report.definition, run.parameters, run.period)),
    );
    const total = run.sourceRows;
    let done = 0;
    for (const source of spec.sources) {
      const taken = evidence.find(one => one.source === source.name)!;
      done += await stageOne(context, engine, source, taken);
      await context.tell('stage', { done, total, unit: 'rows' });
    }
  } finally {
    await engine.close();
  }
}

async function stageOne(
  { tools }: RunContext,
  engine: PostgresEngine,
  source: SourceDeclaration,
  { id, key, format, recordsAt, rowCount, columns }: Evidence,
): Promise<number> {
  const rows = readRows(tools.store.get(key), {
    format,
    recordsAt,
    columns,
    readAs: source.readAs,
  });
  const count = await engine.stage(
    source.name,
    stagedColumns(source),
    withEvidence(rows, id),
  );
  if (count !== rowCount) {
    throw new PhaseFailure({
      source: source.name,
      problem: `The snapshot of ${source.name} had ${rowCount} rows, and ${count} were staged`,
      remedy: 'See whether the store of evidence is whole.',
    });
  }
  const shared = await engine.read(sharedKeys(source));
  if (shared.length > 0) {
    const [first] = shared;
    const names = source.key.map(column => `${column} ${first[column]}`);
    throw new PhaseFailure({
      source: source.name,
      problem: `${first.rows} rows of ${
        source.name
      } have the same key: ${names.join(', ')}${
        shared.length > 1 ? `, and ${shared.length - 1} more such keys` : ''
      }`,
      remedy: `Name columns under key of ${source.name} in report.yaml that tell its rows apart, or have ${source.source} give each once.`,
    });
  }
  return count;
}

async function* each<T>(items: readonly T[]): AsyncIterable<T> {
  yield* items;
}
