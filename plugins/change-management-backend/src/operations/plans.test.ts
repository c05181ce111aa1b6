import { items, people } from '../__testUtils__/estate';
import { terraformPlan } from '../__testUtils__/plans';
import { request, usePortal } from '../__testUtils__/portal';

jest.setTimeout(240_000);

describe('/plans', () => {
  const portal = usePortal();
  const dana = () => portal().as(people.dana);
  const draft = (fields: object) =>
    request({ submit: false, items: undefined, ...fields });

  it('keeps a plan for its uploader, redacted, until a change is opened from it', async () => {
    const uploaded = await dana().uploadPlan({ plan: terraformPlan() });
    expect(uploaded.items.length).toBeGreaterThan(0);
    // The same plan again is no second one.
    expect((await dana().uploadPlan({ plan: terraformPlan() })).digest).toBe(
      uploaded.digest,
    );

    const { digest: planDigest } = uploaded;
    const preview = await dana().previewChange(
      draft({ planDigest, submit: undefined }) as object,
    );
    expect(preview.planDigest).toBe(planDigest);
    const { change } = await dana().createChange(draft({ planDigest }));
    expect(change.plan?.digest).toBe(planDigest);
    expect(change.items).toEqual(uploaded.items.map(item => item.entityRef));
    const stored = await dana().getPlan(change.number);
    expect(stored.resources.length).toBeGreaterThan(0);
  });

  it('opens no change from what somebody else uploaded, nor from two plans at once', async () => {
    const plan = terraformPlan();
    const { digest: planDigest } = await dana().uploadPlan({ plan });
    await expect(
      portal().as(people.owen).createChange(draft({ planDigest })),
    ).rejects.toMatchObject({
      statusCode: 400,
      body: { error: { message: expect.stringContaining('planDigest') } },
    });
    await expect(
      dana().createChange(draft({ plan, planDigest, items: [items.web] })),
    ).rejects.toMatchObject({ statusCode: 400 });
  });
});
