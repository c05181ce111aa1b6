import { expect } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { ChangeDetail } from '@countersign/plugin-change-management-common';
import { Cli } from '@countersign/walkthrough';
import { DateTime } from 'luxon';
import { openChange, portal, uniqueWord } from './changes';

/** Who may be asked to approve and can sign in. */
const approvers = ['oscar-owner', 'amara-approver', 'kenji-oncall'];

async function act(
  user: string,
  number: string,
  verb: string,
  body: object,
): Promise<void> {
  const answer = await portal.call(
    user,
    'POST',
    `/changes/${number}/${verb}`,
    body,
  );
  expect(answer.status, `${verb}: ${JSON.stringify(answer.body)}`).toBe(200);
}

/** A change of an item that was approved, let through by the gate and deployed just now. Resolves to its number. */
export async function deployApproved(cli: Cli, item: string): Promise<string> {
  const now = DateTime.utc();
  const commit = randomBytes(20).toString('hex');
  const user = 'dana-developer';
  const number = await openChange(user, {
    title: `Raise its limits ${uniqueWord()}`,
    items: [item],
    environment: 'production',
    justification: 'It runs out of memory in the evening.',
    // Another story may have spent its budget of this hour.
    reliabilityFix: true,
    implementationPlan: 'Deploy with the new limits.',
    testPlan: 'p95 stays under 300 ms.',
    backoutPlan: 'Deploy with the former limits.',
    commit,
    window: {
      start: now.minus({ minutes: 1 }).toISO(),
      end: now.plus({ hours: 1 }).toISO(),
    },
    submit: true,
  });
  const get = async () => {
    const { body } = await portal.call<ChangeDetail>(
      user,
      'GET',
      `/changes/${number}`,
    );
    return body;
  };
  const open = (detail: ChangeDetail) =>
    detail.conflicts.find(
      ({ acceptable, accepted }) => acceptable && !accepted,
    );
  let detail = await get();
  for (let one = open(detail); one; one = open(detail)) {
    await act(user, number, 'accept-conflict', {
      version: detail.change.version,
      key: one.key,
      justification: 'They do not touch each other.',
    });
    detail = await get();
  }
  if (detail.change.state === 'assess') {
    const { version } = detail.change;
    await act(user, number, 'authorize', { version });
    detail = await get();
  }
  const missing = () =>
    detail.approvals?.requirements.find(({ satisfied }) => !satisfied);
  for (let asked = missing(); asked; asked = missing()) {
    const { group, eligible } = asked;
    const approver = approvers.find(name =>
      eligible.some(each => each.user === `user:default/${name}`),
    );
    expect(
      approver,
      `Somebody signs in who approves for ${group}`,
    ).toBeDefined();
    await act(approver!, number, 'approve', {
      subjectDigest: detail.change.subjectDigest,
      group,
    });
    detail = await get();
  }
  const of = ['--change', number, '--commit', commit];
  const where = ['--environment', 'production', '--json'];
  const gate = cli.run(['change', 'gate', ...of, ...where]);
  expect(gate.code, gate.out).toBe(0);
  const at = DateTime.utc().toISO();
  const reported = cli.run([
    ...['deployment', 'report', ...of, ...where, '--item', item],
    ...['--outcome', 'succeeded', '--external-id', `e2e-${commit}`],
    ...['--started-at', at, '--finished-at', at],
    ...['--gate-decision', gate.json<{ id: string }>().id],
  ]);
  expect(reported.code, reported.out).toBe(0);
  return number;
}
