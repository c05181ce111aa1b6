import {
  PACK_FORMAT,
  PackManifest,
} from '@countersign/plugin-compliance-evidence-common';
import { Knex } from 'knex';
import { StoredQuestion } from '../database/ResultStore';
import { StoredRun } from '../database/RunStore';
import { RunTools } from './RunContext';

/** What a pack says of its run, but for the renderings. */
export async function manifestOf(
  db: Knex,
  { evidence, results }: Pick<RunTools, 'evidence' | 'results'>,
  { run, tree }: StoredRun,
  origin: string,
): Promise<{
  manifest: Omit<PackManifest, 'artefacts'>;
  questions: StoredQuestion[];
}> {
  const questions = await results.questions(db, run.id);
  return {
    questions,
    manifest: {
      format: PACK_FORMAT,
      origin,
      run: {
        number: run.number,
        report: run.report,
        reportDigest: run.reportDigest,
        parameters: run.parameters,
        ...(run.period && { period: run.period }),
        requestedBy: run.requestedBy,
        startedAt: run.startedAt!,
      },
      evidence: await evidence.ofRun(db, run.id),
      questions: questions.map(({ key, tookMs, ...question }) => question),
      rows: tree!,
    },
  };
}
