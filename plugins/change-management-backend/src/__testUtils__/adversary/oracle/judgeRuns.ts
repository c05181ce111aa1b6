import {
  changeStory,
  Deployment,
  GateDecision,
} from '@countersign/plugin-change-management-common';
import { pipeline } from '../estate';
import { Request } from '../requests';
import { Books } from './Books';
import { CaseFile } from './CaseFile';
import { Happening } from './happening';
import { objectionsTo, presentedOtherwise, stateOf } from './objections';
import { budgetDemand } from './policy';
import { runObjections } from './runObjections';

export async function answered(
  books: Books,
  asked: Extract<Request, { kind: 'gate' }>['input'],
  answer: GateDecision,
  { arena, at }: Happening,
  step: number,
): Promise<void> {
  books.gates.set(answer.id, at);
  const file = asked.change && books.files.get(asked.change);
  if (!file || answer.decision !== 'allow') return;
  const around = books.around(arena, step);
  const objections = [
    ...stateOf(file, step),
    ...objectionsTo(file, at, around),
    ...presentedOtherwise(file, step, asked),
  ];
  for (const objection of objections) {
    books.breach(
      `gate-${objection}`,
      `The gate let ${file.number} through: ${objection}`,
      file,
    );
  }
  if (!objections.length && budgetDemand(around.world.budget)) {
    await judgeProven(books, file, arena);
  }
}

/** What the gate rightly let through although another area demanded something is proven by its story. */
async function judgeProven(
  books: Books,
  file: CaseFile,
  arena: Happening['arena'],
): Promise<void> {
  const { claims } = changeStory(await arena.entriesOf(file.number));
  for (const { id, holds, detail } of claims) {
    if (holds || !['gate', 'demands', 'relied'].includes(id)) continue;
    books.breach(
      `verifier-refutes-${id}`,
      `The story of ${file.number} is not proven, although it is right: ${detail}`,
    );
  }
}

export async function reported(
  books: Books,
  { by, input }: Extract<Request, { kind: 'report' }>,
  run: Deployment,
  happening: Happening,
  step: number,
): Promise<void> {
  const { arena, at } = happening;
  const { reconciliation: verdict, changeNumber } = run;
  const file = changeNumber ? books.files.get(changeNumber) : undefined;
  if (!file || file.runs.some(known => known.id === run.id)) return;
  file.runs.push(run);
  const deployers = [input.deployer, by === pipeline ? undefined : by];
  const before = file.at(step - 0.5);
  const retro = verdict.retrospectiveChange;
  const opened =
    retro && books.file(retro, arena.views.get(retro)!, at, { file, step });
  for (const who of deployers) {
    if (!who) continue;
    books.hand(file, who, 'deployed', step, true);
    if (opened) books.hand(opened, who, 'deployed', step);
    books.acts(file.number, who);
  }
  for (const about of opened ? [file, opened] : [file]) {
    const entries = await arena.entriesOf(about.number);
    const told = entries.some(
      ({ type, data }) =>
        type === 'deployment.reported' && idOf(data) === run.id,
    );
    if (!told) {
      const which = about === file ? 'change' : 'retrospective';
      books.breach(
        `record-run-missing-in-${which}`,
        `The entries of ${about.number} do not tell of the run ${run.externalId}`,
        about,
      );
    }
  }
  const { least, most } = runObjections(file, run, at, {
    worlds: books.worlds,
    askedAt: id => books.gates.get(id),
    around: then => books.around(arena, then),
    arena,
  });
  if (verdict.verdict === 'authorised') {
    for (const objection of least) {
      books.breach(
        `run-${objection}`,
        `A run of ${file.number} counts as authorised: ${objection}`,
        file,
      );
    }
    for (const who of deployers) {
      const approved = file
        .standing(step)
        .some(g => g.who === who || g.onBehalfOf === who);
      if (who && approved && file.given.length) {
        books.breach(
          'run-hand-deployed',
          `${who} approved ${file.number} and deployed it, and the run counts as authorised`,
          file,
        );
      }
    }
  } else if (!most.length && before && !deployers.some(Boolean)) {
    books.breach(
      'run-allowed-but-not-authorised',
      `A run of ${file.number} that the gate would have allowed is ${
        verdict.verdict
      }: ${verdict.reasons.join(' ')}`,
      file,
    );
  }
}

function idOf(data: unknown): unknown {
  return (data as { id?: unknown }).id;
}
