import { writeFile } from 'node:fs/promises';
import { CommandFailure } from '../../output/failure';

/** Writes a text to a file, or to stdout for `-`. Fails with a sentence that names it. */
export async function writeOutput(path: string, text: string): Promise<void> {
  if (path === '-') {
    process.stdout.write(text);
    return;
  }
  try {
    await writeFile(path, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(`${path} cannot be written: ${reason}`);
  }
}
