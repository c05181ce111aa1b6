import { Area } from '../Area';
import { addReportLint } from './reportLint';
import { addReportRun } from './reportRun';
import { addReportTry } from './reportTry';
import { evidenceVerifier } from './verifier';

/** `countersign report`, and packs for `countersign verify`. */
export const complianceEvidence: Area = {
  verifiers: [evidenceVerifier],
  commands: {
    does: 'check and run reports',
    add(program, finish) {
      const report = program
        .command('report')
        .description(
          'Reports of compliance evidence: check them, and run them',
        );
      addReportLint(report, finish);
      addReportTry(report, finish);
      addReportRun(report, finish);
    },
    example: `A report, before it is merged:
  $ countersign report lint reports/*`,
  },
};
