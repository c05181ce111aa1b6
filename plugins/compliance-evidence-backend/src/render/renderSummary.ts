import {
  packPaths,
  RenderInput,
} from '@countersign/plugin-compliance-evidence-common';

/**
 * The run on one page of JSON, for programs that collect evidence: each parameter and each question by its name, such as
 * `{"month": "2026-10", "vulnerability_scan": {…}}`.
 */
export async function* renderSummary({
  manifest,
  report,
  link,
}: RenderInput): AsyncIterable<Uint8Array> {
  const { metadata, spec } = report.definition;
  const { number, requestedBy, startedAt, parameters } = manifest.run;
  const questions = spec.questions.map(({ name, title, answers }) => {
    const result = manifest.questions.find(each => each.name === name);
    if (!result) throw new Error(`The run has no result of ${name}`);
    const { rows, version, sha256 } = result;
    return [
      name,
      {
        title,
        answers,
        rows,
        version,
        file: packPaths.result(name),
        sha256,
        ...(rows > 0 && { first: link(name, 0) }),
      },
    ] as const;
  });
  const summary = {
    report: metadata.name,
    run: { number, requestedBy, startedAt, root: manifest.rows.root },
    ...parameters,
    ...Object.fromEntries(questions),
  };
  yield Buffer.from(`${JSON.stringify(summary, null, 1)}\n`);
}
