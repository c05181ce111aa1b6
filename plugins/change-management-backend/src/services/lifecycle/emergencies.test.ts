import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  changeEmergencyPermission,
  windowHoldingStates,
} from '@countersign/plugin-change-management-common';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { groups, items, people } from '../../__testUtils__/estate';
import { request, usePortal, windowAround } from '../../__testUtils__/portal';

jest.setTimeout(240_000);

/** Dana may do everything but take the emergency way. */
const permissions = mockServices.permissions.mock({
  authorize: async requests =>
    requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  authorizeConditional: async (requests, options) =>
    requests.map(({ permission }): PolicyDecision => {
      const { credentials } = options as unknown as {
        credentials: { principal: { userEntityRef?: string } };
      };
      return {
        result:
          permission.name === changeEmergencyPermission.name &&
          credentials.principal.userEntityRef === people.dana
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      };
    }),
});

describe('the emergency way', () => {
  const portal = usePortal({ permissions });
  const dana = () => portal().as(people.dana);
  const owen = () => portal().as(people.owen);
  const ada = () => portal().as(people.ada);
  let commits = 0;
  /** Each test deploys a commit of its own. */
  const newCommit = () => {
    commits += 1;
    return commits.toString(16).padStart(40, 'e');
  };
  const urgent = (fields: object = {}) =>
    request({ type: 'emergency', commit: newCommit(), ...fields });
  // What holds its window would stand in the way of the next test.
  afterEach(async () => {
    const { items: open } = await owen().listChanges({
      state: [...windowHoldingStates],
    });
    for (const { number, state } of open) {
      const { version } = (await owen().getChange(number)).change;
      if (state === 'implement') {
        await owen().act(number, 'complete', { version });
      } else {
        await owen().act(number, 'cancel', {
          version,
          reason: 'The test is over.',
        });
      }
    }
  });

  const refusal = (guard: string, statusCode = 409) => ({
    statusCode,
    body: { error: { guard } },
  });

  it('is for a role, at each door that leads to it', async () => {
    const denied = { statusCode: 403 };
    await expect(dana().createChange(urgent())).rejects.toMatchObject(denied);
    const { change: hers } = await dana().createChange(
      request({ submit: false, commit: newCommit() }),
    );
    await expect(
      dana().updateChange(hers.number, { version: 1, type: 'emergency' }),
    ).rejects.toMatchObject(denied);
    const { change: drafted } = await owen().createChange(
      urgent({ submit: false }),
    );
    await expect(
      dana().act(drafted.number, 'submit', { version: drafted.version }),
    ).rejects.toMatchObject(denied);
    const { change: submitted } = await owen().act(drafted.number, 'submit', {
      version: drafted.version,
    });
    await expect(
      dana().act(submitted.number, 'start', { version: submitted.version }),
    ).rejects.toMatchObject(denied);
    const { actions } = await dana().getChange(submitted.number);
    expect(actions.find(({ verb }) => verb === 'start')).toMatchObject({
      allowed: false,
      guard: 'permission',
    });
    const started = await owen().act(submitted.number, 'start', {
      version: submitted.version,
    });
    expect(started.change.state).toBe('implement');
  });

  it('needs a reason, and tells those who would have been asked, and the owners, at once', async () => {
    await expect(
      owen().createChange(urgent({ items: [items.api], justification: ' ' })),
    ).rejects.toMatchObject(refusal('justification'));
    const { change } = await owen().createChange(
      urgent({ items: [items.api], justification: 'Nobody can pay.' }),
    );
    portal().notifications.send.mockClear();
    await owen().act(change.number, 'start', { version: change.version });
    await eventually(() =>
      expect(portal().notifications.send).toHaveBeenCalledWith({
        recipients: {
          type: 'entity',
          entityRef: expect.arrayContaining([
            groups.approvers,
            groups.checkout,
          ]),
          // They know.
          excludeEntityRef: [people.owen],
        },
        payload: expect.objectContaining({
          title: expect.stringContaining('started before it was approved'),
          link: `/changes/${change.number}`,
        }),
      }),
    );
  });

  describe('does not bring what was rejected under another number', () => {
    const rejected = async (fields: object) => {
      const { change } = await dana().createChange(
        request({ window: windowAround(60, 61), ...fields }),
      );
      await ada().act(change.number, 'reject', {
        subjectDigest: change.subjectDigest!,
        comment: 'It loses receipts.',
      });
      return change.number;
    };
    const start = async (fields: object) => {
      const { change } = await owen().createChange(urgent(fields));
      return {
        change,
        attempt: () =>
          owen().act(change.number, 'start', { version: change.version }),
      };
    };

    it('until it is approved', async () => {
      const commit = newCommit();
      const number = await rejected({ commit });
      // That the rejected change says something else by now frees nothing.
      const { change: edited } = await dana().getChange(number);
      await dana().updateChange(number, {
        version: edited.version,
        commit: newCommit(),
      });
      const { change, attempt } = await start({ commit });
      await expect(attempt()).rejects.toMatchObject({
        ...refusal('approvals'),
        cause: { message: expect.stringContaining(`as ${number}`) },
      });
      expect((await owen().getChange(change.number)).next).toMatchObject({
        verb: 'approve',
        conditions: expect.arrayContaining([
          expect.objectContaining({
            text: expect.stringContaining(`as ${number}`),
          }),
        ]),
      });
      const approved = await ada().act(change.number, 'approve', {
        subjectDigest: change.subjectDigest!,
      });
      expect(approved.change.state).toBe('scheduled');
      const ask = () =>
        portal().asPipeline().askGate({
          change: change.number,
          environment: 'production',
          commit,
        });
      expect(await ask()).toMatchObject({ decision: 'allow' });
      await owen().act(change.number, 'cancel', {
        version: approved.change.version,
        reason: 'It mended itself.',
      });
      // It was approved: another emergency may bring it.
      const again = await start({ commit });
      expect((await again.attempt()).change.state).toBe('implement');
    });

    it('also where that was rejected after it went ahead', async () => {
      const commit = newCommit();
      const window = windowAround(40, 41);
      const { change: asked } = await dana().createChange(
        request({ commit, window }),
      );
      const { change, attempt } = await start({ commit });
      await attempt();
      const ask = async () =>
        (
          await portal().asPipeline().askGate({
            change: change.number,
            environment: 'production',
            commit,
          })
        ).checks
          .filter(({ passed }) => !passed)
          .map(({ id }) => id);
      expect(await ask()).toEqual([]);
      await ada().act(asked.number, 'reject', {
        subjectDigest: asked.subjectDigest!,
        comment: 'Not at all.',
      });
      expect(await ask()).toEqual(['approvals']);
    });

    it('nor by an approval of something else under its own', async () => {
      const commit = newCommit();
      const number = await rejected({ commit });
      const { change } = await dana().getChange(number);
      const { change: edited } = await dana().updateChange(number, {
        version: change.version,
        commit: newCommit(),
      });
      const { change: asked } = await dana().act(number, 'submit', {
        version: edited.version,
      });
      await ada().act(number, 'approve', {
        subjectDigest: asked.subjectDigest!,
      });
      const elsewhere = await start({ commit });
      await expect(elsewhere.attempt()).rejects.toMatchObject(
        refusal('approvals'),
      );
    });

    it('nor under its own number, after something else of it was approved', async () => {
      const commit = newCommit();
      const { change } = await start({ commit });
      const { number } = change;
      await ada().act(number, 'reject', {
        subjectDigest: change.subjectDigest!,
        comment: 'Not this.',
      });
      const version = async () =>
        (await owen().getChange(number)).change.version;
      const edited = await owen().updateChange(number, {
        version: await version(),
        commit: newCommit(),
      });
      const { change: asked } = await owen().act(number, 'submit', {
        version: edited.change.version,
      });
      await ada().act(number, 'approve', {
        subjectDigest: asked.subjectDigest!,
      });
      const back = await owen().updateChange(number, {
        version: await version(),
        commit,
      });
      expect(back.change.state).toBe('authorize');
      await expect(
        owen().act(number, 'start', { version: await version() }),
      ).rejects.toMatchObject(refusal('approvals'));
    });

    it('nor by an approval that was withdrawn', async () => {
      const commit = newCommit();
      await rejected({ commit });
      const { change } = await dana().createChange(
        request({ commit, window: windowAround(60, 61) }),
      );
      await ada().act(change.number, 'approve', {
        subjectDigest: change.subjectDigest!,
      });
      const { change: approved } = await ada().getChange(change.number);
      await ada().act(change.number, 'withdraw', {
        version: approved.version,
        comment: 'It still loses receipts.',
      });
      const { attempt } = await start({ commit });
      await expect(attempt()).rejects.toMatchObject(refusal('approvals'));
    });

    it('nor by an approval of it for fewer items', async () => {
      const commit = newCommit();
      await rejected({ commit, items: [items.bucket, items.web] });
      const { change: fewer } = await dana().createChange(
        request({ commit, window: windowAround(60, 61) }),
      );
      await ada().act(fewer.number, 'approve', {
        subjectDigest: fewer.subjectDigest!,
      });
      const { attempt } = await start({ commit, items: [items.web] });
      await expect(attempt()).rejects.toMatchObject(refusal('approvals'));
    });

    it.each([
      ['another commit', { commit: 'f'.repeat(40) }],
      ['another item', { items: [items.web] }],
    ])('and does bring %s', async (_, other) => {
      const commit = newCommit();
      await rejected({ commit });
      const { attempt } = await start({ commit, ...other });
      expect((await attempt()).change.state).toBe('implement');
    });
  });
});
