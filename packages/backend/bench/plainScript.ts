import { existsSync } from 'fs';
import path from 'path';
import { Ended, runProgram } from './processes';

/** Debian's own, which has Debian's packages, before any other. */
const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

/** What the plain script made of a pack's snapshots. */
export interface PlainRun extends Ended {
  /** Rows of each sheet, by its question. */
  answers: Record<string, number>;
}

/**
 * Makes the same workbook by a plain script with pandas and openpyxl, of the data of a pack that lie unpacked already.
 *
 * @returns undefined where Python does not have them
 */
export async function runPlainScript(
  pack: string,
  folder: string,
): Promise<PlainRun | undefined> {
  try {
    await runProgram(python, ['-c', 'import pandas, openpyxl']);
  } catch {
    process.stderr.write(
      'No plain script is run: it takes python3 with pandas and openpyxl (Debian: python3-pandas, python3-openpyxl)\n',
    );
    return undefined;
  }
  const unpacked = path.join(folder, 'unpacked');
  await runProgram(python, ['-m', 'zipfile', '-e', pack, unpacked]);
  const ended = await runProgram(python, [
    path.join(__dirname, 'plainReport.py'),
    unpacked,
    path.join(folder, 'plain.xlsx'),
    'https://portal.example.com/evidence',
  ]);
  return { ...ended, answers: JSON.parse(ended.stdout) };
}
