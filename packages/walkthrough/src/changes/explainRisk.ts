import { ChangeDetail } from '@countersign/plugin-change-management-common';
import { Deployment } from './Deployment';
import { refusalOf } from './messages';

/** Shows risk and conflicts, and has Dana accept what can be accepted. */
export async function explainRisk(
  deployment: Deployment,
  number: string,
): Promise<void> {
  const { report } = deployment.stage;
  report.heading('Its risk and conflicts are explained');
  const story = await deployment.detail(number);
  tellRisk(deployment, story);
  if (story.conflicts.length === 0) report.say('No conflicts.');
  for (const conflict of story.conflicts) {
    report.say(`Conflict: ${conflict.explanation}`);
  }
  await acceptConflicts(deployment, story);
  const accepted = await deployment.detail(number);
  if (accepted.change.state === 'assess') {
    await deployment.as(
      'dana-developer',
      'POST',
      `/changes/${number}/authorize`,
      { version: accepted.change.version },
    );
  }
  const { change, next } = await deployment.detail(number);
  report.expect(
    'it waits for approval',
    change.state === 'authorize',
    next.text,
  );
}

function tellRisk({ stage: { report } }: Deployment, { risk }: ChangeDetail) {
  if (!risk) {
    report.expect('it has a risk', false);
    return;
  }
  report.say(
    `Risk: ${risk.level} · ${risk.score}, decided by ${risk.decidedBy}`,
  );
  for (const factor of risk.factors.filter(f => f.points > 0)) {
    const evidence = factor.evidence.map(each => each.text).join('; ');
    report.say(`  +${factor.points}  ${factor.title}: ${evidence}`);
  }
  for (const floor of risk.floors) {
    report.say(`  at least ${floor.level}: ${floor.reason}`);
  }
  report.expect(
    'every factor with points has its evidence',
    risk.factors.every(f => f.points === 0 || f.evidence.length > 0),
  );
}

async function acceptConflicts(deployment: Deployment, story: ChangeDetail) {
  const { report } = deployment.stage;
  const { number } = story.change;
  let { version } = story.change;
  for (const conflict of story.conflicts.filter(
    c => c.acceptable && !c.accepted,
  )) {
    const { status, body } = await deployment.as(
      'dana-developer',
      'POST',
      `/changes/${number}/accept-conflict`,
      {
        version,
        key: conflict.key,
        justification:
          'Talked through with the other team: both fit into the same hour.',
      },
    );
    report.expect(
      `Dana accepts the conflict “${conflict.kind}”`,
      status === 200,
      refusalOf(body),
    );
    ({ version } = (await deployment.detail(number)).change);
  }
}
