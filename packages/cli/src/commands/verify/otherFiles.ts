import { open } from 'node:fs/promises';
import { Trust } from '../../input/trust';
import { CommandFailure } from '../../output/failure';
import type { FileFinding, FileVerifier } from '../Area';

const HEAD_BYTES = 16;

/** What is asked of the files that are no ledger bundles. */
export interface OtherOptions extends Trust {
  timeoutMs: number;
  row?: string;
  out?: string;
}

/** Verifies the files that an area knows by their first bytes, and answers the paths of all others. */
export async function verifyOthers(
  paths: readonly string[],
  verifiers: readonly FileVerifier[],
  options: OtherOptions,
): Promise<{ found: FileFinding[]; rest: string[] }> {
  const found: FileFinding[] = [];
  const rest: string[] = [];
  for (const path of paths) {
    const head = await headOf(path);
    const verifier = head && verifiers.find(each => each.recognises(head));
    if (verifier) found.push(await verifier.verify(path, options));
    else rest.push(path);
  }
  if (found.length === 0 && options.row !== undefined) {
    throw new CommandFailure(
      '--row takes a row out of a pack, and none is given.',
    );
  }
  return { found, rest };
}

/** Whoever reads a file by its name says what is wrong with it. */
async function headOf(path: string): Promise<Uint8Array | undefined> {
  if (path === '-') return undefined;
  try {
    const handle = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(
        Buffer.alloc(HEAD_BYTES),
        0,
        HEAD_BYTES,
        0,
      );
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}
