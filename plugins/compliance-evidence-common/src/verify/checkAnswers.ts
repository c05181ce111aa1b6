import { Sha256 } from '@countersign/plugin-ledger-common';
import { readResult } from '../evidence/readResult';
import { RowTree } from '../evidence/RowTree';
import { PackManifest, packPaths, PackQuestion } from '../pack/model';
import { Question, ReportBundle } from '../report/model';
import { queryOf } from '../report/readReport';
import { SqlEngine } from '../sql/model';
import { ClaimList, reasonOf } from './ClaimList';
import { PackFiles, StreamingHash } from './files';

/** What the manifest says of a question agrees with the report. */
export function checkQuestions(
  { questions }: PackManifest,
  report: ReportBundle,
  claims: ClaimList,
): void {
  const asked = report.definition.spec.questions;
  const refute = (detail: string) => claims.refutes('report', detail);
  const names = questions.map(({ name }) => name).join(', ');
  const wanted = asked.map(({ name }) => name).join(', ');
  if (names !== wanted) {
    refute(`It asks ${wanted}; the manifest answers ${names || 'nothing'}.`);
    return;
  }
  questions.forEach((question, i) => {
    const query = queryOf(report, asked[i]);
    if (
      question.version !== query.version ||
      question.owner !== query.owner ||
      question.queryDigest !== query.digest
    ) {
      refute(
        `${question.name} was answered by another query than the report has.`,
      );
    }
  });
}

/** Runs every query again: its bytes must be those that were signed. */
export async function rerun(
  { questions }: PackManifest,
  report: ReportBundle,
  engine: SqlEngine,
  newHash: () => StreamingHash,
  claims: ClaimList,
): Promise<void> {
  if (questions.length === 0) claims.supports('answers', 'It asks nothing.');
  for (const question of questions) {
    const asked = report.definition.spec.questions.find(
      ({ name }) => name === question.name,
    );
    if (!asked) continue;
    const { text } = queryOf(report, asked);
    try {
      const hash = newHash();
      for await (const piece of engine.copyOut(text)) hash.update(piece);
      const digest = `sha256:${hash.digest()}`;
      if (digest === question.sha256) {
        claims.supports('answers', `${question.name}: ${rowsOf(question)}.`);
      } else {
        claims.refutes(
          'answers',
          `${question.name} gives ${digest} here, the portal signed ${question.sha256}.`,
        );
      }
    } catch (error) {
      claims.refutes('answers', `${question.name}: ${reasonOf(error)}`);
    }
  }
}

/** Builds the tree of all rows from the results in the pack. */
export async function checkRows(
  files: PackFiles,
  manifest: PackManifest,
  report: ReportBundle,
  claims: ClaimList,
  sha256?: Sha256,
): Promise<void> {
  const tree = new RowTree(sha256);
  const evidence = new Set(manifest.evidence.map(({ id }) => id));
  for (const question of manifest.questions) {
    const refute = (detail: string) =>
      claims.refutes('rows', `${question.name}: ${detail}`);
    if (question.first !== tree.size) {
      refute(
        `Its rows begin at ${tree.size} of the tree, not at ${question.first}.`,
      );
    }
    try {
      const asked = report.definition.spec.questions.find(
        ({ name }) => name === question.name,
      );
      await addRows(files, question, asked, tree, evidence, refute);
    } catch (error) {
      refute(reasonOf(error));
    }
  }
  const { size, root } = manifest.rows;
  if (tree.size !== size || tree.root() !== root) {
    claims.refutes(
      'rows',
      `The rows make a tree of ${
        tree.size
      } with the root ${tree.root()}, the manifest has ${size} with ${root}.`,
    );
  }
  claims.supports('rows', `${size} rows, root ${root}.`);
}

async function addRows(
  files: PackFiles,
  question: PackQuestion,
  asked: Question | undefined,
  tree: RowTree,
  evidence: ReadonlySet<string>,
  refute: (detail: string) => void,
): Promise<void> {
  const { columns, rows } = readResult(
    files.open(packPaths.result(question.name)),
    { question: question.name, version: question.version },
    asked?.key,
  );
  let count = 0;
  for await (const { leaf } of rows) {
    tree.append(leaf);
    count += 1;
    const unknown = leaf.evidence.find(id => !evidence.has(id));
    if (unknown !== undefined) {
      refute(
        `Row ${leaf.position} names evidence that the pack has not: ${unknown}.`,
      );
    } else if (leaf.evidence.length === 0) {
      refute(`Row ${leaf.position} names no evidence.`);
    }
  }
  if (count !== question.rows) {
    refute(`It has ${count} rows, the manifest says ${question.rows}.`);
  }
  if (columns.join() !== question.columns.join()) {
    refute(
      `It has the columns ${columns.join(
        ', ',
      )}, the manifest says ${question.columns.join(', ')}.`,
    );
  }
}

function rowsOf({ rows }: PackQuestion): string {
  return `${rows} ${rows === 1 ? 'row' : 'rows'}`;
}
