import { Walkthrough } from '../Stage';
import { applyAndReport } from './applyAndReport';
import { approvePlan } from './approvePlan';
import { closeChange } from './closeChange';
import { Deployment } from './Deployment';
import { explainRisk } from './explainRisk';
import { passGate } from './gate';
import { openFromPlan } from './openFromPlan';
import { planWithTerraform } from './planWithTerraform';
import { proveStory } from './proveStory';

/** Plan, change, approval, gate, apply, report, review, proof: with the real Terraform. */
export const changes: Walkthrough = async stage => {
  const deployment = new Deployment(stage);
  const { checkpoint } = await deployment.ledger();
  const planned = planWithTerraform(deployment);
  const number = await openFromPlan(deployment, planned.plan);
  if (!number) return;
  await explainRisk(deployment, number);
  await approvePlan(deployment, number, planned.plan);
  const decision = await passGate(deployment, number, planned);
  await applyAndReport(deployment, number, planned, decision.id);
  await closeChange(deployment, number);
  await proveStory(deployment, number, checkpoint);
};
