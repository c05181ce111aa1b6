import { Deployment } from './Deployment';
import { tellRefusals } from './gate';
import { messageOf } from './messages';

export async function approvePlan(
  deployment: Deployment,
  number: string,
  plan: string,
): Promise<void> {
  const { report } = deployment.stage;
  report.heading(
    'The right people, and nobody else, approve exactly that plan',
  );
  const { approvals } = await deployment.detail(number);
  if (!approvals) {
    report.expect('it asks for approvals', false);
    return;
  }
  for (const { count, group, reason, eligible } of approvals.requirements) {
    const names = eligible.map(each => each.user).join(', ');
    report.say(`${count} of ${group} (${reason}): ${names}`);
  }
  const approve = (user: string) =>
    deployment.as(user, 'POST', `/changes/${number}/approve`, {
      subjectDigest: approvals.subjectDigest,
      comment: 'Read the plan.',
    });
  for (const user of ['dana-developer', 'ines-auditor']) {
    const { status, body } = await approve(user);
    report.expect(
      `${user} is refused`,
      status === 403 || status === 409,
      `${status} ${messageOf(body)}`,
    );
  }
  const early = await deployment.askGate(number, plan);
  tellRefusals(deployment, early);
  report.expect(
    'the gate refuses while approvals are missing',
    early.code === 1,
    `exit ${early.code}`,
  );
  for (const user of ['oscar-owner', 'amara-approver']) {
    const { status, body } = await approve(user);
    report.expect(
      `${user} approves`,
      status === 200,
      status === 200 ? approvals.subjectDigest : messageOf(body),
    );
  }
  const { change } = await deployment.detail(number);
  report.expect(
    'the change is scheduled',
    change.state === 'scheduled',
    change.approvalStatus,
  );
}
