import { GateDecision } from '@countersign/plugin-change-management-common';
import { Outcome } from '../Cli';
import { Deployment, stack } from './Deployment';
import { Planned } from './planWithTerraform';

/** Resolves to the answer that lets the plan through. */
export async function passGate(
  deployment: Deployment,
  number: string,
  { terraform, plan }: Planned,
): Promise<GateDecision> {
  const { report } = deployment.stage;
  report.heading('The gate lets that plan through, and no other');
  const other = terraform.plan('other', { pool_size: 61, cache_memory_gb: 4 });
  const refused = await deployment.askGate(number, other);
  tellRefusals(deployment, refused);
  report.expect(
    'a plan that differs by one attribute is refused',
    refused.code === 1,
    `exit ${refused.code}`,
  );
  const elsewhere = await deployment.askGate(number, plan, [
    ...stack,
    ...['--directory', 'stacks/other'],
  ]);
  tellRefusals(deployment, elsewhere);
  report.expect(
    'the approved plan is refused in another directory',
    elsewhere.code === 1,
    `exit ${elsewhere.code}`,
  );
  const gate = await deployment.askGate(number, plan);
  report.expect(
    'the approved plan is let through',
    gate.code === 0,
    `exit ${gate.code}`,
  );
  return gate.json<GateDecision>();
}

/** Why the gate refused, and what would satisfy it. */
export function tellRefusals(
  { stage: { report } }: Deployment,
  answer: Outcome,
): void {
  for (const { id, passed, detail, remedy } of answer.json<GateDecision>()
    .checks) {
    if (!passed) report.say(`${id}: ${detail} → ${remedy}`);
  }
}
