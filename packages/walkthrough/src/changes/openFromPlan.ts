import { ChangeDetail } from '@countersign/plugin-change-management-common';
import { Deployment, stack } from './Deployment';

/** Resolves to the number of the change; undefined when it was not accepted. */
export async function openFromPlan(
  deployment: Deployment,
  plan: string,
): Promise<string | undefined> {
  const { stage, commit, runId, secret } = deployment;
  const { report, cli, portal } = stage;
  report.heading('Dana opens a change from the plan');
  const now = Date.now();
  const submitted = cli.run(
    [
      ...['change', 'submit', '--plan', plan],
      ...['--title', 'Larger connection pool and session cache for the sale'],
      ...['--environment', 'production', '--commit', commit],
      ...['--repository', 'larkspur/checkout', '--run-id', runId, ...stack],
      ...['--window-start', new Date(now - 60_000).toISOString()],
      ...['--window-end', new Date(now + 3600_000).toISOString()],
      ...[
        '--justification',
        'The sale doubles the number of concurrent checkouts.',
      ],
      ...[
        '--test-plan',
        'Checkout smoke test, then the pool gauge stays under 80 %.',
      ],
      ...[
        '--backout-plan',
        'Apply the previous commit; the cache refills within a minute.',
      ],
      ...['--submit', '--json'],
    ],
    { token: await portal.tokenOf('dana-developer') },
  );
  if (submitted.code !== 0) {
    report.say(submitted.out);
    report.expect('the change was accepted', false);
    return undefined;
  }
  const { number } = submitted.json<ChangeDetail>().change;
  report.expect(
    `the change is ${number}`,
    /^CHG\d{7}$/.test(number),
    `${portal.url}/changes/${number}`,
  );
  const stored = await deployment.read<{ redactions: number }>(
    `/changes/${number}/plan`,
  );
  report.expect(
    'the stored plan holds no secret',
    !new TextDecoder().decode(stored.bytes).includes(secret),
    `${stored.body.redactions} value(s) redacted`,
  );
  return number;
}
