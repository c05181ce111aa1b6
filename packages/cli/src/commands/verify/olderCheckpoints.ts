import {
  parseCheckpoint,
  parseSignedNote,
} from '@countersign/plugin-ledger-common';
import { readText } from '../../input/files';
import { CommandFailure } from '../../output/failure';

/** A checkpoint kept from earlier, and the log it is of. */
interface KeptCheckpoint {
  file: string;
  origin: string;
  note: string;
}

/**
 * Reads checkpoints kept from earlier, one a log, for the bundles of these logs.
 *
 * @returns the signed notes by the origin of their log
 * @throws CommandFailure where one is none, is of the log of another one, or is of no log of the bundles
 */
export async function readOlderCheckpoints(
  files: readonly string[],
  origins: readonly string[],
): Promise<Map<string, string>> {
  const found = new Map<string, KeptCheckpoint>();
  for (const file of files) {
    const kept = await readCheckpoint(file);
    const other = found.get(kept.origin);
    if (other) {
      throw new CommandFailure(
        `${other.file} and ${file} are both checkpoints of the log ${kept.origin}: give one for each log.`,
      );
    }
    if (!origins.includes(kept.origin)) {
      const logs = [...new Set(origins)].join(', ') || 'no log';
      throw new CommandFailure(
        `${file} is a checkpoint of the log ${kept.origin}, and no bundle here is of that log: they are of ${logs}.`,
      );
    }
    found.set(kept.origin, kept);
  }
  return new Map([...found].map(([origin, { note }]) => [origin, note]));
}

async function readCheckpoint(file: string): Promise<KeptCheckpoint> {
  // A note ends in one newline; editors and shells add and drop them.
  const note = `${(await readText(file)).trimEnd()}\n`;
  try {
    const { origin } = parseCheckpoint(parseSignedNote(note).text);
    return { file, origin, note };
  } catch (error) {
    throw new CommandFailure(
      `${file} is no checkpoint of a log: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
}
