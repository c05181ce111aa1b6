import { verifyBundle } from '@countersign/plugin-ledger-common';
import { groups, items, people } from './__testUtils__/estate';
import { terraformPlan } from './__testUtils__/plans';
import { request, usePortal } from './__testUtils__/portal';

jest.setTimeout(240_000);

describe('the main job', () => {
  const portal = usePortal();

  it('takes a change from a Terraform plan to its proof', async () => {
    const dana = portal().as(people.dana);
    const ada = portal().as(people.ada);
    const ci = portal().asPipeline();
    const commit = 'a'.repeat(40);

    const opened = await dana.createChange(
      request({
        items: undefined,
        plan: terraformPlan(),
        commit,
        implementer: people.ivan,
      }),
    );
    const { number, plan } = opened.change;
    expect(opened.change).toMatchObject({
      number: 'CHG0000001',
      state: 'authorize',
      items: [items.bucket],
      requester: people.dana,
      approvalStatus: 'pending',
      plan: { counts: { update: 1 }, unmapped: [] },
    });
    expect(opened.risk?.factors.length).toBeGreaterThan(5);
    expect(opened.approvals?.requirements).toMatchObject([
      { group: groups.approvers, count: 1, satisfied: false },
    ]);

    const question = {
      change: number,
      planDigest: plan!.digest,
      commit,
      environment: 'production',
    };
    await expect(ci.askGate(question)).resolves.toMatchObject({
      decision: 'refuse',
    });

    const subjectDigest = opened.change.subjectDigest!;
    await expect(
      dana.act(number, 'approve', { subjectDigest }),
    ).rejects.toMatchObject({ statusCode: 403 });
    const approved = await ada.act(number, 'approve', { subjectDigest });
    expect(approved.change).toMatchObject({
      state: 'scheduled',
      approvalStatus: 'approved',
    });

    const allowed = await ci.askGate(question);
    expect(allowed.checks.filter(c => !c.passed)).toEqual([]);
    expect(allowed.decision).toBe('allow');

    const other = await dana.previewChange({
      plan: terraformPlan({ tier: 'premium' }),
      environment: 'production',
    });
    const refused = await ci.askGate({
      ...question,
      planDigest: other.planDigest,
    });
    expect(refused.decision).toBe('refuse');
    expect(refused.checks.filter(c => !c.passed)).toMatchObject([
      { id: 'plan' },
    ]);

    const now = new Date().toISOString();
    const deployment = await ci.reportDeployment({
      externalId: 'run-1',
      change: number,
      environment: 'production',
      outcome: 'succeeded',
      planDigest: plan!.digest,
      commit,
      startedAt: now,
      finishedAt: now,
      gateDecisionId: allowed.id,
    });
    expect(deployment.reconciliation).toMatchObject({ verdict: 'authorised' });

    const reviewed = await dana.getChange(number);
    expect(reviewed.change.state).toBe('review');
    const closed = await dana.act(number, 'close', {
      version: reviewed.change.version,
      code: 'successful',
      notes: 'Retention is seven years.',
    });
    expect(closed.change).toMatchObject({
      state: 'closed',
      closeCode: 'successful',
    });

    const timeline = await dana.getTimeline(number);
    expect(timeline.items.map(e => e.type).reverse()).toEqual([
      'change.created',
      'change.assessed',
      'change.ruleset',
      'change.relied',
      'change.submitted',
      'change.transitioned',
      'change.transitioned',
      'change.approval_requested',
      'gate.decided',
      'change.approved',
      'change.transitioned',
      'gate.decided',
      'gate.decided',
      'deployment.reported',
      'deployment.reconciled',
      'change.transitioned',
      'change.transitioned',
      'change.closed',
      'change.transitioned',
    ]);
    const { verifierKeys, checkpoint } = await dana.getLedgerStatus();
    const proofOf = async (knownCheckpoint?: string) => {
      const bytes = await dana.getEvidence(number, {
        since: knownCheckpoint?.trimEnd(),
      });
      expect(Buffer.from(bytes).toString()).not.toContain('hunter2');
      return verifyBundle(bytes, {
        trustedKeys: verifierKeys,
        knownCheckpoint,
      });
    };
    await expect(proofOf()).resolves.toMatchObject({ ok: true });

    // An auditor who kept a checkpoint learns that the log has only grown since.
    await dana.act(number, 'comment', { text: 'For the record.' });
    await expect(proofOf(checkpoint)).resolves.toMatchObject({
      ok: true,
      proven: { consistentWith: { treeSize: expect.any(Number) } },
    });
    await expect(
      dana.getEvidence(number, { since: 'not a checkpoint' }),
    ).rejects.toMatchObject({ statusCode: 400 });
  });
});
