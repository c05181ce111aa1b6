import { ChangeDetail } from '@countersign/plugin-change-management-common';
import { Deployment } from './Deployment';
import { refusalOf } from './messages';

export async function closeChange(
  deployment: Deployment,
  number: string,
): Promise<void> {
  const { report } = deployment.stage;
  report.heading('It is reviewed and closed');
  const { change } = await deployment.detail(number);
  report.expect('it is in review', change.state === 'review');
  const { status, body } = await deployment.as<ChangeDetail>(
    'dana-developer',
    'POST',
    `/changes/${number}/close`,
    {
      version: change.version,
      code: 'successful',
      notes: 'Pool at 41 % in the first hour; no errors.',
    },
  );
  report.expect(
    'it is closed as successful',
    status === 200 && body.change.state === 'closed',
    refusalOf(body),
  );
}
