import {
  joined,
  Phrase,
  phraseOf,
  say,
} from '@countersign/plugin-governance-common';
import { neverRun } from '../../deployments/neverRun';
import { reconcile, worldsAround } from '../../judge/covered';
import { mayDeploy } from '../../judge/goAhead';
import { relied } from './tellApprovals';
import { tellDemands } from './tellDemands';
import type { Telling } from './Teller';

/** A gate that allowed must have had reason to, by the entries before it. */
export function tellGate(telling: Telling<'gate.decided'>): void {
  const { entry, data, before, records, book } = telling;
  if (data.decision !== 'allow') return;
  const world = relied(data.relied, data.decidedAt, { entry, records, book });
  if (!world) return;
  tellDemands(before, world, telling);
  const failures: Phrase[] = mayDeploy(before, world, data)
    .filter(check => !check.passed)
    .map(check => phraseOf('detail', check) ?? '');
  if (data.checks.some(check => !check.passed)) {
    failures.push('One of its own checks had failed.');
  }
  if (data.decidedAt !== entry.occurredAt) {
    failures.push('It was recorded at another moment than it was given.');
  }
  book.check(
    'gate',
    !failures.length,
    {
      pass: `It allowed plan ${data.planDigest ?? 'none'}, commit ${
        data.commit ?? 'none'
      }.`,
      fail: say`The gate allowed, although: ${joined(failures, ' ')}`,
    },
    entry.id,
  );
}

/** The portal's verdict must be the one that follows from the facts of when the deployment started. */
export function tellReconciliation(
  telling: Telling<'deployment.reconciled'>,
): void {
  const { entry, data, before, records, book } = telling;
  if (data.deploymentId === undefined) {
    book.check(
      'verdicts',
      data.verdict === 'never_run' &&
        neverRun(
          { state: before.state, window: before.content.window },
          entry.occurredAt,
        ),
      {
        pass: 'Approved, and never run.',
        fail: `The verdict ${data.verdict} names no deployment and does not follow.`,
      },
      entry.id,
    );
    return;
  }
  const deployment = records.report(data.deploymentId);
  if (!deployment) {
    book.refutes(
      'verdicts',
      'The verdict is about a deployment that was not reported.',
      entry.id,
    );
    return;
  }
  // What a retrospective change records is covered by nothing; the change it was reported under tells the rest.
  const isRetrospective = before.type === 'retrospective';
  const facts = isRetrospective
    ? undefined
    : records.factsAtStartOf(deployment.id);
  const world = relied(data.relied, deployment.startedAt, {
    entry,
    records,
    book,
  });
  if (!world) return;
  if (facts) tellDemands(facts, world, telling);
  const { gateDecisionId } = deployment;
  const own = reconcile({
    deployment,
    facts,
    number: before.number,
    worlds: worldsAround(
      world,
      records.world(facts?.relied, deployment.startedAt),
    ),
    quoted: gateDecisionId
      ? records.answer(gateDecisionId) ?? 'unknown'
      : undefined,
    approvals: before.decisions,
    earlier: before.runs,
    now: entry.occurredAt,
  });
  const verdict = own.verdict.replace(/_/g, ' ');
  book.check(
    'deployed',
    own.verdict === 'authorised',
    {
      pass: `Deployment ${deployment.externalId} ${deployment.outcome.replace(
        '_',
        ' ',
      )}, of plan ${deployment.planDigest ?? 'none'}, commit ${
        deployment.commit ?? 'none'
      }.`,
      fail: `Deployment ${
        deployment.externalId
      } is ${verdict}: ${own.reasons.join(' ')}`,
    },
    entry.id,
  );
  const isSame = isRetrospective
    ? data.verdict !== 'authorised'
    : own.verdict === data.verdict && own.covers === data.covers;
  book.check(
    'verdicts',
    isSame,
    {
      pass: `Recomputed: ${data.verdict.replace(/_/g, ' ')}.`,
      fail: `The recorded verdict is ${data.verdict.replace(
        /_/g,
        ' ',
      )}; it should be ${verdict}: ${own.reasons.join(' ')}`,
    },
    entry.id,
  );
}
