import { open, readFile, stat } from 'node:fs/promises';
import { Trust } from '../../input/trust';
import { CommandFailure } from '../../output/failure';
import type { FileFinding, FileVerifier, JsonFile } from '../Area';

const HEAD_BYTES = 16;
/** Documents that say something about another file are no longer. */
const LONGEST_DOCUMENT = 64 * 1024 * 1024;

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
  const own: { path: string; verifier: FileVerifier }[] = [];
  const others: string[] = [];
  for (const path of paths) {
    const head = await headOf(path);
    const verifier = head && verifiers.find(each => each.recognises(head));
    if (verifier) own.push({ path, verifier });
    else others.push(path);
  }
  const documents = own.length > 0 ? await documentsAmong(others) : [];
  const found: FileFinding[] = [];
  const told = new Set<string>();
  for (const { path, verifier } of own) {
    const finding = await verifier.verify(path, { ...options, documents });
    found.push(finding);
    for (const [file, about] of finding.about ?? []) {
      told.add(file);
      found.push(about);
    }
  }
  const rest = others.filter(path => !told.has(path));
  if (found.length === 0 && options.row !== undefined) {
    throw new CommandFailure(
      '--row takes a row out of a pack, and none is given.',
    );
  }
  return { found, rest };
}

/** Those that are JSON; whoever reads the others by their names says what is wrong with them. */
async function documentsAmong(paths: readonly string[]): Promise<JsonFile[]> {
  const found: JsonFile[] = [];
  for (const file of paths) {
    try {
      if (file === '-' || (await stat(file)).size > LONGEST_DOCUMENT) continue;
      const bytes = await readFile(file);
      found.push({ file, bytes, content: JSON.parse(bytes.toString('utf8')) });
    } catch {
      // It is read again, by its name.
    }
  }
  return found;
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
