import {
  Artefact,
  readResult,
  RenderInput,
  unsafePath,
} from '@countersign/plugin-compliance-evidence-common';
import { AreaPages } from '@countersign/plugin-governance-node';
import { StoredArtefact } from '../database/ResultStore';
import { manifestOf } from './manifestOf';
import { RunContext } from './RunContext';

/** Makes what people and systems read: workbook, CSV, PDF, JSON. */
export type Render = (input: RenderInput) => AsyncIterable<Artefact>;

/** Renders what was answered. Nothing in it is normative: the bytes of the answers are. */
export async function renderPhase(
  context: RunContext,
  options: { render: Render; origin: string; pages: AreaPages },
): Promise<void> {
  const { tools, run, report, knex } = context;
  const { manifest, questions } = await manifestOf(
    knex,
    tools,
    context.stored,
    options.origin,
  );
  const artefacts: StoredArtefact[] = [];
  const rendered = options.render({
    manifest,
    report,
    link: (question, position) =>
      `${options.pages.url(
        'runs',
        run.number,
        'questions',
        question,
      )}?row=${position}`,
    results: question => {
      const found = questions.find(({ name }) => name === question)!;
      return fieldsOf(tools.store.get(found.key), found);
    },
  });
  for await (const { path, from, bytes } of rendered) {
    context.signal.throwIfAborted();
    const wrong = unsafePath(path);
    if (wrong) throw new Error(`The rendering ${path} ${wrong}`);
    const { key, sha256, size } = await tools.store.put(bytes);
    artefacts.push({
      path,
      from: [...from],
      key,
      sha256: sha256 as StoredArtefact['sha256'],
      size,
    });
    await context.tell('render', { done: artefacts.length, unit: 'files' });
  }
  await context.finish('render', async unit => {
    await tools.results.insertArtefacts(unit.trx, run.id, artefacts);
    await unit.record('run.rendered', run.number, {
      artefacts: artefacts.map(({ path, sha256, size }) => ({
        path,
        sha256,
        size,
      })),
    });
  });
}

async function* fieldsOf(
  bytes: AsyncIterable<Uint8Array>,
  { name, version }: { name: string; version: string },
) {
  for await (const { fields } of readResult(bytes, { question: name, version })
    .rows) {
    yield fields;
  }
}
