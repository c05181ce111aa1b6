import { Walkthrough } from '../Stage';
import { compareQuarters } from './compareQuarters';
import { holdAgainstTheSheet } from './holdAgainstTheSheet';
import { proveThePack } from './proveThePack';
import { RunReport } from './RunReport';

/** The quarterly report: its phases, its pack, the proof of the pack and of one row, what changed since a quarter ago, and a shadow run. */
export const evidence: Walkthrough = async stage => {
  const { report } = stage;
  report.heading('The quarterly SOX report is run');
  const run = await RunReport.of(stage, { quarter: '2026Q3' });
  const { evidence: taken, questions, artefacts, tree } = await run.get();
  report.expect(
    'each source was read once, and kept',
    taken.length > 0 && taken.every(({ sha256 }) => sha256.length > 0),
    `${taken.length} snapshots, ${taken.reduce(
      (rows, { rowCount }) => rows + rowCount,
      0,
    )} rows`,
  );
  for (const { title, rows } of questions) report.say(`${title}: ${rows}`);
  report.expect(
    'every row of every answer is in one tree',
    tree?.size ===
      questions.reduce((rows, question) => rows + question.rows, 0),
    `${tree?.size} rows, root ${tree?.root}`,
  );
  report.say(artefacts.map(({ path }) => path).join(', '));
  await proveThePack(run);
  report.heading('The quarter before is run too');
  const older = await RunReport.of(stage, { quarter: '2026Q2' });
  await compareQuarters(run, older);
  await holdAgainstTheSheet(stage);
};
