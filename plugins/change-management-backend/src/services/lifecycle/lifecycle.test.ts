import { groups, items, people } from '../../__testUtils__/estate';
import { terraformPlan } from '../../__testUtils__/plans';
import { request, usePortal, windowAround } from '../../__testUtils__/portal';

jest.setTimeout(240_000);

describe('the life of a change', () => {
  const portal = usePortal();
  /** Each test has a day of its own, so that none conflicts with another. */
  let day = 10;
  const aDay = () => {
    day += 2;
    return windowAround(day * 24, day * 24 + 2);
  };

  const dana = () => portal().as(people.dana);
  const submitted = async (fields = {}) =>
    (await dana().createChange(request({ window: aDay(), ...fields }))).change;

  it('asks the owners of tier-1 items and the approvers; one person counts once', async () => {
    const { change, approvals } = await dana().createChange(
      request({ items: [items.api], window: aDay() }),
    );
    expect(change.policy?.name).toBe('tier-1');
    expect(approvals?.requirements.map(r => r.group)).toEqual([
      groups.checkout,
      groups.approvers,
    ]);
    const subjectDigest = change.subjectDigest!;
    const first = await portal()
      .as(people.owen)
      .act(change.number, 'approve', { subjectDigest });
    expect(first.change.state).toBe('authorize');
    await expect(
      portal().as(people.owen).act(change.number, 'approve', { subjectDigest }),
    ).rejects.toMatchObject({ statusCode: 409 });
    const second = await portal()
      .as(people.ada)
      .act(change.number, 'approve', { subjectDigest });
    expect(second.change.state).toBe('scheduled');
  });

  it('lets a delegate approve in the name of who delegated, and not for one of those involved', async () => {
    const change = await submitted();
    const approved = await portal()
      .as(people.dele)
      .act(change.number, 'approve', {
        subjectDigest: change.subjectDigest!,
      });
    expect(approved.approvals?.requirements[0].approvals).toMatchObject([
      { approver: people.dele, onBehalfOf: people.ada },
    ]);
    const hers = await submitted({ planAuthors: [people.ada] });
    await expect(
      portal().as(people.dele).act(hers.number, 'approve', {
        subjectDigest: hers.subjectDigest!,
      }),
    ).rejects.toMatchObject({ statusCode: 403 });
  });

  it('says at submission who is missing when nobody can approve', async () => {
    await expect(
      submitted({ planAuthors: [people.ada], implementer: people.remy }),
    ).rejects.toMatchObject({
      statusCode: 409,
      body: {
        error: {
          guard: 'approvers',
          message: expect.stringMatching(/change-approvers.*nobody in it may/),
        },
      },
    });
  });

  it('returns a rejected change to New and asks anew in another round', async () => {
    const change = await submitted();
    const rejected = await portal()
      .as(people.ada)
      .act(change.number, 'reject', {
        subjectDigest: change.subjectDigest!,
        comment: 'Not before the audit.',
      });
    expect(rejected.change).toMatchObject({
      state: 'new',
      approvalStatus: 'rejected',
      approvalRound: 2,
    });
    const again = await dana().act(change.number, 'submit', {
      version: rejected.change.version,
    });
    expect(again.change.state).toBe('authorize');
    expect(again.change.subjectDigest).not.toBe(change.subjectDigest);
  });

  it('voids the approvals on an edit of what was approved, and only then', async () => {
    const change = await submitted();
    const { change: approved } = await portal()
      .as(people.ada)
      .act(change.number, 'approve', { subjectDigest: change.subjectDigest! });
    const named = await dana().updateChange(change.number, {
      version: approved.version,
      implementer: people.ivan,
    });
    expect(named.change).toMatchObject({
      state: 'scheduled',
      approvalStatus: 'approved',
    });
    const moved = await dana().updateChange(change.number, {
      version: named.change.version,
      testPlan: 'Read two old receipts.',
    });
    expect(moved.change).toMatchObject({
      state: 'assess',
      approvalStatus: 'void',
      approvalRound: 2,
    });
    const asked = await dana().act(change.number, 'authorize', {
      version: moved.change.version,
    });
    expect(asked.change.state).toBe('authorize');
    await expect(
      portal().as(people.ada).act(change.number, 'approve', {
        subjectDigest: change.subjectDigest!,
      }),
    ).rejects.toMatchObject({
      statusCode: 409,
      body: { error: { guard: 'subject' } },
    });
  });

  it('makes whoever attaches a plan an author, who then cannot approve it', async () => {
    const change = await submitted();
    const attached = await portal()
      .as(people.ada)
      .act(change.number, 'plan', {
        version: change.version,
        plan: terraformPlan({ tier: 'cold' }),
      });
    expect(attached.change).toMatchObject({
      state: 'assess',
      planAuthors: [people.ada],
    });
    const asked = await dana().act(change.number, 'authorize', {
      version: attached.change.version,
    });
    await expect(
      portal().as(people.ada).act(change.number, 'approve', {
        subjectDigest: asked.change.subjectDigest!,
      }),
    ).rejects.toMatchObject({
      statusCode: 403,
      body: { error: { guard: 'duty' } },
    });
  });

  it('refuses to name an approver as implementer', async () => {
    const change = await submitted();
    const { change: approved } = await portal()
      .as(people.ada)
      .act(change.number, 'approve', { subjectDigest: change.subjectDigest! });
    await expect(
      dana().updateChange(change.number, {
        version: approved.version,
        implementer: people.ada,
      }),
    ).rejects.toMatchObject({
      statusCode: 403,
      body: { error: { guard: 'duty' } },
    });
  });

  it('keeps a change with a conflict in Assess until it is accepted', async () => {
    const window = aDay();
    const first = await submitted({ window });
    const { change, conflicts, next } = await dana().createChange(
      request({ window, title: 'The same bucket again' }),
    );
    expect(change.state).toBe('assess');
    expect(conflicts).toMatchObject([
      { kind: 'same-item', other: { number: first.number }, acceptable: true },
    ]);
    expect(next.verb).toBe('authorize');
    expect(next.conditions[0].mendedBy).toEqual(['accept-conflict', 'edit']);
    await expect(
      dana().act(change.number, 'authorize', { version: change.version }),
    ).rejects.toMatchObject({ body: { error: { guard: 'conflicts' } } });
    const accepted = await dana().act(change.number, 'accept-conflict', {
      version: change.version,
      key: conflicts[0].key,
      justification: 'Both are done by the same person in turn.',
    });
    const asked = await dana().act(change.number, 'authorize', {
      version: accepted.change.version,
    });
    expect(asked.change.state).toBe('authorize');
  });

  it('lets an emergency go ahead, shows it as due, and closes it only once approved', async () => {
    const { change } = await dana().createChange(
      request({ type: 'emergency', title: 'Stop the bleeding' }),
    );
    expect(change.state).toBe('authorize');
    const started = await portal()
      .as(people.ivan)
      .act(change.number, 'start', { version: change.version });
    expect(started.change).toMatchObject({
      state: 'implement',
      approvalStatus: 'due',
      implementer: people.ivan,
    });
    expect(Date.parse(started.change.approvalDueAt!)).toBeGreaterThan(
      Date.now() + 23 * 3600 * 1000,
    );
    const done = await portal()
      .as(people.ivan)
      .act(change.number, 'complete', { version: started.change.version });
    const close = (version: number) =>
      dana().act(change.number, 'close', {
        version,
        code: 'successful',
        notes: 'It stopped.',
      });
    await expect(close(done.change.version)).rejects.toMatchObject({
      statusCode: 409,
      body: { error: { guard: 'approvals' } },
    });
    await expect(
      portal().as(people.ivan).act(change.number, 'approve', {
        subjectDigest: change.subjectDigest!,
      }),
    ).rejects.toMatchObject({ statusCode: 403 });
    const approved = await portal()
      .as(people.ada)
      .act(change.number, 'approve', {
        subjectDigest: done.change.subjectDigest!,
      });
    expect(approved.change).toMatchObject({
      state: 'review',
      approvalStatus: 'approved',
    });
    const closed = await close(approved.change.version);
    expect(closed.change.state).toBe('closed');
  });

  it('schedules a standard change that fits its template, and no other', async () => {
    const standard = {
      type: 'standard' as const,
      template: 'rotate-receipts',
      category: 'infrastructure' as const,
      commit: undefined,
      testPlan: undefined,
      backoutPlan: undefined,
    };
    const change = await submitted(standard);
    expect(change).toMatchObject({
      state: 'scheduled',
      approvalStatus: 'preapproved',
      implementationPlan: 'Run the rotation job.',
      template: { id: 'rotate-receipts' },
    });
    await expect(
      submitted({ ...standard, items: [items.web] }),
    ).rejects.toMatchObject({
      statusCode: 409,
      body: { error: { guard: 'template' } },
    });
    await expect(
      submitted({ ...standard, template: 'no-such' }),
    ).rejects.toMatchObject({ statusCode: 400 });
  });

  it('neither starts nor passes the gate while on hold', async () => {
    const window = windowAround(-1, 1);
    const change = await submitted({ window, items: [items.web] });
    await portal().as(people.ada).act(change.number, 'approve', {
      subjectDigest: change.subjectDigest!,
    });
    const scheduled = await dana().getChange(change.number);
    const held = await dana().act(change.number, 'hold', {
      version: scheduled.change.version,
      reason: 'The vendor is down.',
    });
    expect(held.change).toMatchObject({
      onHold: true,
      hold: { by: people.dana },
    });
    await expect(
      dana().act(change.number, 'start', { version: held.change.version }),
    ).rejects.toMatchObject({ body: { error: { guard: 'hold' } } });
    const decision = await portal()
      .asPipeline()
      .askGate({ change: change.number, environment: 'production' });
    expect(decision.checks).toContainEqual(
      expect.objectContaining({ id: 'hold', passed: false }),
    );
    const resumed = await dana().act(change.number, 'resume', {
      version: held.change.version,
    });
    await expect(
      portal().as(people.ada).act(change.number, 'start', {
        version: resumed.change.version,
      }),
    ).rejects.toMatchObject({ statusCode: 403 });
    const started = await dana().act(change.number, 'start', {
      version: resumed.change.version,
    });
    expect(started.change.state).toBe('implement');
    const canceled = await dana().act(change.number, 'cancel', {
      version: started.change.version,
      reason: 'The vendor gave up.',
    });
    expect(canceled.change.state).toBe('canceled');
    await dana().act(change.number, 'comment', { text: 'A pity.' });
    const { items: told } = await dana().getTimeline(change.number, {
      limit: 1,
    });
    expect(told).toMatchObject([
      { type: 'change.commented', data: { text: 'A pity.' } },
    ]);
  });
});
