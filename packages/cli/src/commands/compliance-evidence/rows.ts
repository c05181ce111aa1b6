import { writeFile } from 'node:fs/promises';
import {
  proveRow,
  RowProof,
  rowProofSchema,
  verifyRow,
} from '@countersign/plugin-compliance-evidence-common';
import { CommandFailure } from '../../output/failure';
import { sha256 } from './hashes';
import { PackZip } from './PackZip';
import { runLines } from './packLines';

/** What was found about one row. */
export interface FoundRow {
  proven: boolean;
  json: unknown;
  lines: string[];
}

/** Reads `question/position`. */
function parseRow(text: string): { question: string; position: number } {
  const [, question, position] = /^([a-z0-9_-]+)\/(\d{1,12})$/.exec(text) ?? [];
  if (!question) {
    throw new CommandFailure(
      `--row ${text} names no row: it is a question and a position from 0, such as grants-without-approval/12.`,
    );
  }
  return { question, position: Number(position) };
}

/** Takes one row out of a pack, proves it, and writes the proof where that is asked. */
export async function rowOfPack(
  path: string,
  row: string,
  { trustedKeys, out }: { trustedKeys: readonly string[]; out?: string },
): Promise<FoundRow> {
  const { question, position } = parseRow(row);
  const files = await PackZip.open(path);
  try {
    const proof = await proveRow(files, question, position, sha256);
    if (out !== undefined) {
      await writeFile(out, `${JSON.stringify(proof, null, 2)}\n`);
    }
    return checkRow(path, proof, trustedKeys);
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    throw new CommandFailure(`${path}: ${reasonOf(error)}.`);
  } finally {
    await files.close();
  }
}

/** The proof in a file; undefined where it holds something else. */
export function rowProofIn(content: unknown): RowProof | undefined {
  const { format } = Object(content) as { format?: unknown };
  if (format !== 'countersign-row/v1') return undefined;
  const { success, data } = rowProofSchema.safeParse(content);
  if (!success) throw new CommandFailure('The proof of a row is not complete.');
  return data;
}

/** Verifies the proof of a row by the keys that are trusted. */
export function checkRow(
  file: string,
  proof: RowProof,
  trustedKeys: readonly string[],
): FoundRow {
  try {
    const { leaf, signed } = verifyRow(proof, sha256);
    const { manifest, key } = signed;
    const trusted =
      trustedKeys.includes(key) && key.startsWith(`${manifest.origin}+`);
    const question = manifest.questions.find(
      ({ name }) => name === leaf.question,
    );
    const evidence = manifest.evidence.filter(({ id }) =>
      leaf.evidence.includes(id),
    );
    return {
      proven: trusted,
      json: { file, proven: trusted, key, leaf, run: manifest.run, evidence },
      lines: [
        `${file}: ${trusted ? 'PROVEN' : 'NOT PROVEN'}`,
        ...runLines(manifest),
        `  ${trusted ? '✔' : '✘'} Signed by ${key}${
          trusted ? '' : ', which is not among the keys you trust'
        }.`,
        `  ✔ Row ${leaf.position} of ${leaf.question} (version ${leaf.version}, ${question?.rows} rows) is in the signed tree.`,
        `      ${(question?.columns ?? []).join(',')}`,
        ...leaf.row.split('\n').map(line => `      ${line}`),
        ...evidence.map(
          ({ id, sourceSystem, asOf, executedAt }) =>
            `      Evidence ${id}: ${sourceSystem} as of ${asOf}, taken ${executedAt}`,
        ),
        'What this cannot show',
        '  – That the query gives this row: verify the whole pack for that.',
        '  – That no other row is missing: this proof is of one.',
        '',
      ],
    };
  } catch (error) {
    const problem = reasonOf(error);
    return {
      proven: false,
      json: { file, proven: false, problem },
      lines: [`${file}: NOT PROVEN`, `  ✘ ${problem}.`, ''],
    };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
