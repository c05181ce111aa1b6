import { FindingKeeper } from '../assurance/FindingKeeper';
import { RunSource } from '../assurance/ports';
import { ScoreKeeper } from '../assurance/ScoreKeeper';
import { AssuranceUnit } from '../assurance/unit';
import { AnswerStore } from '../database/AnswerStore';
import { FindingStore } from '../database/FindingStore';
import { OpenFindings } from '../runs/reconcilePhase';

/** As the portal opens findings: in the transaction of the answers. */
export function openFindings(runs: RunSource): OpenFindings {
  const findings = new FindingStore();
  const answers = new AnswerStore();
  const scores = new ScoreKeeper({ findings, answers, runs });
  const keeper = new FindingKeeper({ findings, answers, scores });
  return (unit, run) =>
    // It writes entries of its own types only.
    keeper.openFindings(unit as unknown as AssuranceUnit, run);
}
