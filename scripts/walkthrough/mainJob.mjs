import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Cli } from './cli.mjs';
import { Portal } from './portal.mjs';
import { expect, finish, heading, say } from './report.mjs';
import { Terraform } from './terraform.mjs';

/**
 * The main job, step by step.
 *
 * @param {string} url - of a running portal with the demo users
 * @returns {Promise<number>} the exit code: 1 when a claim did not hold
 */
export async function mainJob(url) {
  const portal = new Portal(url);
  const cli = new Cli(url);
  const secret = `pw-${randomBytes(12).toString('hex')}`;
  const commit = randomBytes(20).toString('hex');
  const runId = randomBytes(6).toString('hex');

  const refusalOf = body => body?.error?.message;
  const messageOf = body => refusalOf(body) ?? JSON.stringify(body);
  /** The auditor reads everything and changes nothing. */
  const read = what => portal.call('ines-auditor', 'GET', what);
  const detail = async number => (await read(`/changes/${number}`)).body;
  const ledger = async () => (await read('/ledger')).body;
  /** What an auditor keeps: absent only while the log is empty. */
  const { checkpoint: kept } = await ledger();

  heading('The team plans with Terraform');
  const terraform = new Terraform(secret);
  terraform.plan('before');
  terraform.apply('before');
  const plan = terraform.plan('plan', { pool_size: 60, cache_memory_gb: 4 });
  say(
    'orders-db gets a larger connection pool; session-cache is replaced by a larger one.',
  );
  expect(
    'the plan file itself holds the database password',
    readFileSync(plan, 'utf8').includes(secret),
  );

  /** Where it is applied: said when the change is opened, at the gate, and in the report. */
  const stack = [
    ...['--workspace', 'default', '--directory', 'stacks/checkout'],
    ...['--backend', 'local'],
  ];

  heading('Dana opens a change from the plan');
  const dana = await portal.tokenOf('dana-developer');
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
    { token: dana },
  );
  if (submitted.code !== 0) {
    say(submitted.out);
    expect('the change was accepted', false);
    return finish();
  }
  const { number } = submitted.json().change;
  expect(
    `the change is ${number}`,
    /^CHG\d{7}$/.test(number),
    `${url}/changes/${number}`,
  );
  const stored = await read(`/changes/${number}/plan`);
  expect(
    'the stored plan holds no secret',
    !new TextDecoder().decode(stored.bytes).includes(secret),
    `${stored.body.redactions} value(s) redacted`,
  );

  heading('Its risk and conflicts are explained');
  let story = await detail(number);
  say(
    `Risk: ${story.risk.level} · ${story.risk.score}, decided by ${story.risk.decidedBy}`,
  );
  for (const factor of story.risk.factors.filter(f => f.points > 0)) {
    say(
      `  +${factor.points}  ${factor.title}: ${factor.evidence
        .map(e => e.text)
        .join('; ')}`,
    );
  }
  for (const floor of story.risk.floors)
    say(`  at least ${floor.level}: ${floor.reason}`);
  if (story.conflicts.length === 0) say('No conflicts.');
  for (const conflict of story.conflicts)
    say(`Conflict: ${conflict.explanation}`);
  expect(
    'every factor with points has its evidence',
    story.risk.factors.every(f => f.points === 0 || f.evidence.length > 0),
  );

  for (const conflict of story.conflicts.filter(
    c => c.acceptable && !c.accepted,
  )) {
    const { status, body } = await portal.call(
      'dana-developer',
      'POST',
      `/changes/${number}/accept-conflict`,
      {
        version: story.change.version,
        key: conflict.key,
        justification:
          'Talked through with the other team: both fit into the same hour.',
      },
    );
    expect(
      `Dana accepts the conflict “${conflict.kind}”`,
      status === 200,
      refusalOf(body),
    );
    story = await detail(number);
  }
  if (story.change.state === 'assess') {
    await portal.call(
      'dana-developer',
      'POST',
      `/changes/${number}/authorize`,
      {
        version: story.change.version,
      },
    );
    story = await detail(number);
  }
  expect(
    'it waits for approval',
    story.change.state === 'authorize',
    story.next.text,
  );

  /** What a pipeline asks right before `terraform apply`. Of people, those on call may ask it for an answer that counts. */
  const kenji = await portal.tokenOf('kenji-oncall');
  const askGate = (planFile, where = stack) =>
    cli.run(
      [
        ...['change', 'gate', '--change', number, ...where],
        ...['--plan', planFile, '--commit', commit],
        ...['--environment', 'production', '--json'],
      ],
      { token: kenji },
    );
  const sayRefusals = answer => {
    for (const check of answer.json().checks.filter(c => !c.passed)) {
      say(`${check.id}: ${check.detail} → ${check.remedy}`);
    }
  };

  heading('The right people, and nobody else, approve exactly that plan');
  for (const requirement of story.approvals.requirements) {
    say(
      `${requirement.count} of ${requirement.group} (${
        requirement.reason
      }): ${requirement.eligible.map(e => e.user).join(', ')}`,
    );
  }
  const { subjectDigest } = story.approvals;
  const approve = user =>
    portal.call(user, 'POST', `/changes/${number}/approve`, {
      subjectDigest,
      comment: 'Read the plan.',
    });
  for (const user of ['dana-developer', 'ines-auditor']) {
    const { status, body } = await approve(user);
    expect(
      `${user} is refused`,
      status === 403 || status === 409,
      `${status} ${messageOf(body)}`,
    );
  }
  const early = askGate(plan);
  sayRefusals(early);
  expect(
    'the gate refuses while approvals are missing',
    early.code === 1,
    `exit ${early.code}`,
  );
  for (const user of ['oscar-owner', 'amara-approver']) {
    const { status, body } = await approve(user);
    expect(
      `${user} approves`,
      status === 200,
      status === 200 ? subjectDigest : messageOf(body),
    );
  }
  story = await detail(number);
  expect(
    'the change is scheduled',
    story.change.state === 'scheduled',
    story.change.approvalStatus,
  );

  heading('The gate lets that plan through, and no other');
  const other = terraform.plan('other', { pool_size: 61, cache_memory_gb: 4 });
  const refused = askGate(other);
  sayRefusals(refused);
  expect(
    'a plan that differs by one attribute is refused',
    refused.code === 1,
    `exit ${refused.code}`,
  );
  const elsewhere = askGate(plan, [...stack, '--directory', 'stacks/other']);
  sayRefusals(elsewhere);
  expect(
    'the approved plan is refused in another directory',
    elsewhere.code === 1,
    `exit ${elsewhere.code}`,
  );
  const gate = askGate(plan);
  expect(
    'the approved plan is let through',
    gate.code === 0,
    `exit ${gate.code}`,
  );
  const decision = gate.json();

  heading('It is applied, reported and reconciled');
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
      ...['--gate-decision', decision.id, '--json'],
    ],
    { token: dana },
  );
  if (reported.code !== 0) say(reported.out);
  const verdict =
    reported.code === 0 ? reported.json().reconciliation : undefined;
  expect(
    'the deployment is authorised',
    verdict?.verdict === 'authorised',
    verdict?.reasons.join('; '),
  );

  heading('It is reviewed and closed');
  story = await detail(number);
  expect('it is in review', story.change.state === 'review');
  const closed = await portal.call(
    'dana-developer',
    'POST',
    `/changes/${number}/close`,
    {
      version: story.change.version,
      code: 'successful',
      notes: 'Pool at 41 % in the first hour; no errors.',
    },
  );
  expect(
    'it is closed as successful',
    closed.body.change?.state === 'closed',
    refusalOf(closed.body),
  );

  heading('One offline command proves the whole story');
  const since = kept ? `?${new URLSearchParams({ since: kept })}` : '';
  const evidence = await read(`/changes/${number}/evidence${since}`);
  const directory = mkdtempSync(path.join(tmpdir(), 'countersign-evidence-'));
  const bundle = path.join(directory, `${number}.evidence.json`);
  writeFileSync(bundle, evidence.bytes);
  const checkpointFile = path.join(directory, 'kept.checkpoint');
  if (kept) writeFileSync(checkpointFile, kept);
  const { verifierKeys } = await ledger();
  const trust = [
    ...verifierKeys.flatMap(key => ['--key', key]),
    ...(kept ? ['--older-checkpoint', checkpointFile] : []),
  ];
  const verified = cli.run(['verify', bundle, ...trust]);
  say(verified.out);
  expect(
    'the bundle proves it',
    verified.code === 0,
    `countersign verify ${bundle}`,
  );
  if (kept) {
    expect(
      'nothing in the log was changed since the checkpoint kept before the first step',
      verified.out.includes('Growth'),
    );
  }
  expect(
    'the bundle holds no secret',
    !new TextDecoder().decode(evidence.bytes).includes(secret),
  );

  const forged = path.join(directory, 'forged.evidence.json');
  const bytes = Buffer.from(evidence.bytes);
  bytes[Math.floor(bytes.length / 2)] ^= 1;
  writeFileSync(forged, bytes);
  const tampered = cli.run(['verify', forged, ...trust]);
  expect(
    'one flipped bit is found',
    tampered.code !== 0,
    `exit ${tampered.code}`,
  );

  return finish();
}
