import {
  allAtOnce,
  Evidence,
  EVIDENCE_COLUMN,
  parameterColumns,
  parameterRows,
  PARAMETERS_TABLE,
  readRowBatches,
  sharedKeys,
  SourceDeclaration,
  stagedColumns,
  withEvidence,
} from '@countersign/plugin-compliance-evidence-common';
import { PhaseFailure } from './PhaseFailure';
import { haveSchema, PostgresEngine, stageSchema } from './PostgresEngine';
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
  for (const each of evidence) {
    if (!(await isStaged(context, each))) {
      await stageAll(context, evidence);
      return;
    }
  }
}

/** Whether a table has all rows of a snapshot, and of no other. */
async function isStaged(
  { knex, run }: RunContext,
  { source, id, rowCount }: Evidence,
): Promise<boolean> {
  const schema = stageSchema(run.id);
  const { rows } = await knex.raw('SELECT to_regclass(?) AS found', [
    `"${schema}"."${source}"`,
  ]);
  if (!rows[0].found) return false;
  const [{ own, all }] = await knex
    .withSchema(schema)
    .from(source)
    .select(
      knex.raw('count(*) AS "all"'),
      knex.raw('count(*) FILTER (WHERE ?? = ?) AS own', [EVIDENCE_COLUMN, id]),
    );
  return Number(own) === rowCount && Number(all) === rowCount;
}

async function stageAll(
  context: RunContext,
  evidence: readonly Evidence[],
): Promise<void> {
  const { tools, run, report, spec, knex, signal } = context;
  await haveSchema(knex, run.id);
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
      allAtOnce(parameterRows(report.definition, run.parameters, run.period)),
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

/** Most was staged while it was read first. */
async function stageOne(
  context: RunContext,
  engine: PostgresEngine,
  source: SourceDeclaration,
  evidence: Evidence,
): Promise<number> {
  if (!(await isStaged(context, evidence))) {
    await stageAgain(context, engine, source, evidence);
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
  return evidence.rowCount;
}

async function stageAgain(
  { tools }: RunContext,
  engine: PostgresEngine,
  source: SourceDeclaration,
  { id, key, format, recordsAt, rowCount, columns }: Evidence,
): Promise<void> {
  const { readAs } = source;
  const layout = { format, recordsAt, columns, readAs };
  const rows = readRowBatches(tools.store.get(key), layout);
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
}
