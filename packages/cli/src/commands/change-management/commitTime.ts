import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { commitTimeProblem } from '@countersign/plugin-change-management-common';
import { note } from '../../output/print';

const GIT_MS = 10_000;

/**
 * When a commit was made, by the repository in which this runs. Undefined where this runs in none, where it does not have
 * the commit (as in a shallow clone), or where its time cannot be right: a report is never lost for it.
 */
export async function commitTime(
  commit: string | undefined,
  startedAt: string,
): Promise<string | undefined> {
  if (commit === undefined || !/^[0-9a-f]{7,64}$/i.test(commit)) {
    return undefined;
  }
  let said: string;
  try {
    const { stdout } = await promisify(execFile)(
      'git',
      ['show', '--no-patch', '--format=%cI', `${commit}^{commit}`],
      { timeout: GIT_MS },
    );
    said = stdout.trim();
  } catch {
    return undefined;
  }
  if (Number.isNaN(Date.parse(said))) return undefined;
  const problem = commitTimeProblem(said, startedAt);
  if (problem) {
    note(
      `countersign: git says that ${commit} was committed at ${said}, which ${problem}. The report goes without it.`,
    );
    return undefined;
  }
  return said;
}
