import {
  PackManifest,
  ReportBundle,
  RunPhase,
} from '@countersign/plugin-compliance-evidence-common';
import { canonicalJson } from '@countersign/plugin-ledger-common';
import { StoredQuestion } from '../database/ResultStore';

/** The phases whose times a pack can hold: those before it is made. */
const logged = ['snapshot', 'stage', 'reconcile', 'render'];

/**
 * The structured log of a run: every query with its parameters, times, hashes, rows and who had it run. It is made from
 * what was kept when it happened, so the same run gives the same bytes.
 */
export function structuredLog(of: {
  manifest: PackManifest;
  report: ReportBundle;
  phases: readonly RunPhase[];
  questions: readonly StoredQuestion[];
}): Uint8Array {
  const { manifest, report, phases, questions } = of;
  const { definition } = report;
  const text = canonicalJson(
    {
      format: 'countersign-run-log/v1',
      run: manifest.run,
      report: definition.metadata,
      phases: phases
        .filter(({ phase }) => logged.includes(phase))
        .map(({ phase, startedAt, endedAt }) => ({
          phase,
          startedAt,
          endedAt,
        })),
      sourceQueries: manifest.evidence.map(
        ({ columns, key, runId, ...evidence }) => evidence,
      ),
      questions: questions.map(({ key, tookMs, ...question }) => {
        const { title, file, controls, severity, answers } =
          definition.spec.questions.find(({ name }) => name === question.name)!;
        return {
          ...question,
          title,
          controls,
          severity,
          answers,
          file,
          tookMs,
          sql: new TextDecoder().decode(report.files.get(file)),
        };
      }),
      artefacts: manifest.artefacts,
    },
    { omitUndefined: true },
  );
  return Buffer.from(`${text}\n`);
}
