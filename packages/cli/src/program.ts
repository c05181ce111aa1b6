import { Command } from 'commander';
import { addChangeGate } from './commands/changeGate';
import { addChangeSubmit } from './commands/changeSubmit';
import { addDeploymentReport } from './commands/deploymentReport';
import { addPlanDigest } from './commands/planDigest';
import { addVerify } from './commands/verify';
import { ExitCode } from './output/failure';

/** How a command says with which code the process ends; it is 0 otherwise. */
export type Finish = (code: ExitCode) => void;

/** The command line, put together. */
export function createProgram(finish: Finish): Command {
  const program = new Command('countersign')
    .description(
      'Submit changes, ask the deployment gate, report deployments and verify evidence.',
    )
    .version(process.env.COUNTERSIGN_VERSION ?? 'development')
    .showHelpAfterError('(add --help for what is known)')
    .addHelpText(
      'after',
      `
The portal is found by --url or COUNTERSIGN_URL. The token is taken from COUNTERSIGN_TOKEN or --token-file, never from
the command line, where other users of the machine could read it.

A pipeline, from plan to proof:
  $ terraform plan -out plan.bin && terraform show -json plan.bin > plan.json
  $ countersign change submit --plan plan.json --environment production --commit "$GITHUB_SHA" \\
      --window-start 2026-11-24T22:00:00+01:00 --window-end 2026-11-25T00:00:00+01:00
  $ countersign change gate --plan plan.json --environment production --commit "$GITHUB_SHA" --wait 10m
  $ terraform apply plan.bin
  $ countersign deployment report --change CHG0000042 --outcome succeeded --plan plan.json …
  $ countersign verify CHG0000042.evidence.json --key "$COUNTERSIGN_KEY"`,
    );
  // Inherited by the commands below only when set before they are made.
  program.exitOverride();

  const change = program
    .command('change')
    .description('Submit changes and ask the gate about them');
  addChangeSubmit(change);
  addChangeGate(change, finish);
  addDeploymentReport(
    program.command('deployment').description('Report deployments'),
  );
  addPlanDigest(program.command('plan').description('Look at Terraform plans'));
  addVerify(program, finish);
  return program;
}
