import {
  RowProof,
  rowProofSchema,
  verifyRow,
} from '@countersign/plugin-compliance-evidence-common';
import { Sha256 } from '@countersign/plugin-ledger-common';
import { Trust } from '../../input/trust';
import { CommandFailure } from '../../output/failure';
import { runLines } from './packLines';

/** What was found about one row. */
export interface FoundRow {
  proven: boolean;
  json: unknown;
  lines: string[];
}

/** The proof in a file; undefined where it holds something else. */
export function rowProofIn(content: unknown): RowProof | undefined {
  const { format } = Object(content) as { format?: unknown };
  if (format !== 'countersign-row/v1') return undefined;
  const { success, data } = rowProofSchema.safeParse(content);
  if (!success) throw new CommandFailure('The proof of a row is not complete.');
  return data;
}

/** Verifies the proof of a row by the keys that are trusted. A witness or a time cannot be shown by it. */
export function checkRow(
  file: string,
  proof: RowProof,
  { trustedKeys, witnessKeys, authorities }: Trust,
  sha256?: Sha256,
): FoundRow {
  const demandsMore = witnessKeys.length > 0 || authorities.length > 0;
  try {
    const { leaf, signed } = verifyRow(proof, sha256);
    const { manifest, key } = signed;
    const trusted =
      trustedKeys.includes(key) && key.startsWith(`${manifest.origin}+`);
    const proven = trusted && !demandsMore;
    const question = manifest.questions.find(
      ({ name }) => name === leaf.question,
    );
    const evidence = manifest.evidence.filter(({ id }) =>
      leaf.evidence.includes(id),
    );
    return {
      proven,
      json: { file, proven, key, leaf, run: manifest.run, evidence },
      lines: [
        `${file}: ${proven ? 'PROVEN' : 'NOT PROVEN'}`,
        ...runLines(manifest),
        `  ${trusted ? '✔' : '✘'} Signed by ${key}${
          trusted ? '' : ', which is not among the keys you trust'
        }.`,
        ...(demandsMore
          ? [
              '  ✘ Witnesses and time stamps are over the ledger, which no proof of a row has: verify the whole pack for them.',
            ]
          : []),
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
