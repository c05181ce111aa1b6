import { Deployment as Deployed } from '@countersign/plugin-change-management-common';
import { Deployment, stack } from './Deployment';
import { Planned } from './planWithTerraform';

export async function applyAndReport(
  { stage, commit, runId }: Deployment,
  number: string,
  { terraform, plan }: Planned,
  gateDecisionId: string,
): Promise<void> {
  const { report, cli, portal } = stage;
  report.heading('It is applied, reported and reconciled');
  const startedAt = new Date().toISOString();
  terraform.apply('plan');
  const reported = cli.run(
    [
      ...['deployment', 'report', '--change', number],
      ...['--environment', 'production', '--outcome', 'succeeded'],
      ...['--plan', plan, '--commit', commit, '--started-at', startedAt],
      ...stack,
      ...['--finished-at', new Date().toISOString()],
      ...['--external-id', `walkthrough-${runId}`],
      ...['--gate-decision', gateDecisionId, '--json'],
    ],
    { token: await portal.tokenOf('dana-developer') },
  );
  if (reported.code !== 0) report.say(reported.out);
  const verdict =
    reported.code === 0 ? reported.json<Deployed>().reconciliation : undefined;
  report.expect(
    'the deployment is authorized',
    verdict?.verdict === 'authorised',
    verdict?.reasons.join('; '),
  );
}
