import {
  DeclareIncident,
  OnCallClient,
} from '@countersign/plugin-incident-management-common';
import {
  checkout,
  olive,
  sec,
  security,
  usePortal,
} from './__testUtils__/portal';

jest.setTimeout(240_000);

const leak: DeclareIncident = {
  title: 'Tokens are in the open',
  entities: [checkout],
};
const reason = { reason: 'It is about an attack.' };

describe('a private incident', () => {
  const { portal, as, asPipeline } = usePortal();

  it('is there for its group alone: in lists, counts, search, timelines, proofs and errors', async () => {
    const { incident } = await as(sec).declareIncident({
      ...leak,
      privateTo: security,
    });
    const { number } = incident;
    expect((await as(sec).listIncidents({ q: 'tokens' })).count.value).toBe(1);
    const { api } = portal();
    for (const [other, onCall] of [
      [as(olive), new OnCallClient(api.as(olive))],
      [asPipeline(), new OnCallClient(api.asPipeline())],
    ] as const) {
      const { items, count } = await other.listIncidents({ q: 'tokens' });
      expect({ items, count: count.value }).toEqual({ items: [], count: 0 });
      const nowhere = await other.getIncident('INC9999999').catch(e => e);
      for (const read of [
        () => other.getIncident(number),
        () => other.getTimeline(number),
        () => other.getEvidence(number),
        () => other.getSuspects(number),
        () => other.listKnownErrors(number),
        () => other.getReview(number),
        // Nor who was told of it, in the portal, by mail or by Slack.
        () => onCall.listPages(number),
        () => other.act(number, 'note', { text: 'I see it.' }),
        () => other.act(number, 'acknowledge', {}),
      ]) {
        const error = await read().catch(e => e);
        expect(error.statusCode).toBe(404);
        expect(error.cause.message).toBe(
          nowhere.cause.message.replace('INC9999999', number),
        );
      }
    }
    // Nor by how systems stand.
    const shopFor = async (ref: string) =>
      (await as(ref).getStatus()).systems.find(
        ({ entityRef }) => entityRef === 'system:default/shop',
      )!;
    expect(await shopFor(olive)).toMatchObject({
      state: 'operational',
      incidents: [],
    });
    expect((await shopFor(sec)).incidents).toMatchObject([{ number }]);
    // Nor by what it is merged into.
    const { incident: open } = await as(olive).declareIncident(leak);
    const merging = (into: string) =>
      as(olive)
        .act(open.number, 'merge', { into, ...reason })
        .catch(e => e);
    const [hidden, none] = [await merging(number), await merging('INC9999999')];
    expect(hidden.cause.message).toBe(
      none.cause.message.replace('INC9999999', number),
    );
    expect(portal().notifications.send).not.toHaveBeenCalledWith(
      expect.objectContaining({
        recipients: expect.objectContaining({
          entityRef: expect.arrayContaining(['group:default/payments']),
        }),
        payload: expect.objectContaining({
          title: expect.stringContaining(number),
        }),
      }),
    );
  });

  it('is made so by the group that takes it over, and by nobody who would hide their own', async () => {
    const { incident } = await as(olive).declareIncident(leak);
    const { number } = incident;
    await expect(
      as(olive).act(number, 'restrict', { to: security, ...reason }),
    ).rejects.toMatchObject({ statusCode: 403, cause: { guard: 'duty' } });
    await expect(
      as(sec).act(number, 'restrict', {
        to: 'group:default/payments',
        ...reason,
      }),
    ).rejects.toMatchObject({ statusCode: 409, cause: { guard: 'private' } });
    await expect(
      as(olive).declareIncident({ ...leak, privateTo: security }),
    ).rejects.toMatchObject({ statusCode: 403, cause: { guard: 'duty' } });

    await as(sec).act(number, 'restrict', { to: security, ...reason });
    await expect(as(olive).getIncident(number)).rejects.toMatchObject({
      statusCode: 404,
    });
    // Whoever would be told of it has to see it.
    await expect(
      as(sec).act(number, 'assign', { role: 'scribe', person: olive }),
    ).rejects.toMatchObject({ statusCode: 400 });
    await as(sec).act(number, 'publish', reason);
    expect((await as(olive).getIncident(number)).incident.number).toBe(number);
  });
});
