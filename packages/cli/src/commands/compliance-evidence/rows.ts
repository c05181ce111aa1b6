import { writeFile } from 'node:fs/promises';
import { proveRow } from '@countersign/plugin-compliance-evidence-common';
import { Trust } from '../../input/trust';
import { CommandFailure } from '../../output/failure';
import { sha256 } from './hashes';
import { checkRow, FoundRow } from './checkRow';
import { openPackFile } from './openPackFile';

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
  { out, ...trust }: Trust & { out?: string },
): Promise<FoundRow> {
  const { question, position } = parseRow(row);
  const { files, close } = await openPackFile(path);
  try {
    const proof = await proveRow(files, question, position, sha256);
    if (out !== undefined) {
      await writeFile(out, `${JSON.stringify(proof, null, 2)}\n`);
    }
    return checkRow(path, proof, trust, sha256);
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    throw new CommandFailure(`${path}: ${reasonOf(error)}.`);
  } finally {
    await close();
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
