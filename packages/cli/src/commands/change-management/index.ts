import { Area } from '../Area';
import { addChangeGate } from './changeGate';
import { addChangeSubmit } from './changeSubmit';
import { addDeploymentReport } from './deploymentReport';
import { addPlanDigest } from './planDigest';

/** `countersign change`, `deployment` and `plan`. */
export const changeManagement: Area = {
  commands: {
    does: 'submit changes, ask the deployment gate, report deployments',
    add(program, finish) {
      const change = program
        .command('change')
        .description('Submit changes and ask the gate about them');
      addChangeSubmit(change);
      addChangeGate(change, finish);
      addDeploymentReport(
        program.command('deployment').description('Report deployments'),
      );
      addPlanDigest(
        program.command('plan').description('Look at Terraform plans'),
      );
    },
    example: `A pipeline, from plan to proof:
  $ terraform plan -out plan.bin && terraform show -json plan.bin > plan.json
  $ countersign change submit --plan plan.json --environment production --commit "$GITHUB_SHA" \\
      --window-start 2026-11-24T22:00:00+01:00 --window-end 2026-11-25T00:00:00+01:00
  $ countersign change gate --plan plan.json --environment production --commit "$GITHUB_SHA" --wait 10m
  $ terraform apply plan.bin
  $ countersign deployment report --change CHG0000042 --outcome succeeded --plan plan.json …
  $ countersign verify CHG0000042.evidence.json --key "$COUNTERSIGN_KEY"`,
  },
};
