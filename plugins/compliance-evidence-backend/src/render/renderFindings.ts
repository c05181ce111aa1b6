import {
  Question,
  RenderInput,
} from '@countersign/plugin-compliance-evidence-common';

const PIECE = 64 * 1024;
/** Rows of a population are in `results/`; this file tells what is wrong. */
export const FINDINGS_FORMAT = 'countersign-findings/v1';

/** What the report found, as JSON: each question with its controls, each violation with its key, values and evidence. */
export async function* renderFindings(
  input: RenderInput,
): AsyncIterable<Uint8Array> {
  const { manifest, report } = input;
  const { metadata, spec } = report.definition;
  const head = {
    format: FINDINGS_FORMAT,
    report: { name: metadata.name, title: metadata.title },
    run: manifest.run,
    rows: manifest.rows,
  };
  let text = `${JSON.stringify(head, null, 1).slice(0, -2)},\n "questions": [`;
  let first = true;
  for (const question of spec.questions) {
    for await (const piece of questionJson(question, input)) {
      text += first ? `\n${piece}` : piece;
      first = false;
      if (text.length >= PIECE) {
        yield Buffer.from(text);
        text = '';
      }
    }
    if (question !== spec.questions[spec.questions.length - 1]) text += ',\n';
  }
  yield Buffer.from(`${text}\n ]\n}\n`);
}

async function* questionJson(
  { name, title, controls, severity, answers, key }: Question,
  { manifest, results, link }: RenderInput,
): AsyncIterable<string> {
  const result = manifest.questions.find(each => each.name === name);
  if (!result) throw new Error(`The run has no result of ${name}`);
  const { version, owner, rows, sha256, columns } = result;
  const head = {
    name,
    title,
    version,
    owner,
    controls,
    severity,
    answers,
    rows,
    sha256,
  };
  if (answers === 'population') {
    yield JSON.stringify(head);
    return;
  }
  yield `${JSON.stringify(head).slice(0, -1)},"findings":[`;
  let position = 0;
  for await (const row of results(name)) {
    const values = Object.fromEntries(columns.map((each, i) => [each, row[i]]));
    yield `${position === 0 ? '\n' : ',\n'}${JSON.stringify({
      position,
      key: Object.fromEntries(key.map(each => [each, values[each] ?? null])),
      values,
      link: link(name, position),
    })}`;
    position++;
  }
  yield ']}';
}
