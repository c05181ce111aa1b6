import { readFile } from 'node:fs/promises';
import { CommandFailure } from '../output/failure';

/** Reads a file, or stdin for `-`. Fails with a sentence that names it. */
export async function readBytes(path: string): Promise<Buffer> {
  try {
    if (path !== '-') return await readFile(path);
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(`${path} cannot be read: ${reason}`);
  }
}

/** As {@link readBytes}, as UTF-8. */
export async function readText(path: string): Promise<string> {
  const bytes = await readBytes(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CommandFailure(`${path} is not text in UTF-8.`);
  }
}

/** A long text given on the command line, or as `@file`; undefined when the option was not given. */
export async function textOrFile(
  value: string | undefined,
): Promise<string | undefined> {
  return value?.startsWith('@') ? readText(value.slice(1)) : value;
}
