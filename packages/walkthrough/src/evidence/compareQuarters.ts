import { RunComparison } from '@countersign/plugin-compliance-evidence-common';
import { RunReport } from './RunReport';

/** Says what differs between two quarters, and why. */
export async function compareQuarters(
  newer: RunReport,
  older: RunReport,
): Promise<void> {
  const { report } = newer.stage;
  report.heading('Two runs are compared, with the cause of each difference');
  const { questions } = await newer.read<RunComparison>(
    `/compare/${older.number}`,
  );
  for (const { title, added, removed, changed } of questions) {
    report.say(`${title}: +${added} −${removed} ~${changed}`);
  }
  report.expect(
    'each row that differs has a cause',
    questions.every(({ unexplained }) => unexplained === 0),
    `${newer.number} and ${older.number}`,
  );
}
