import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { noteConditions } from './access';
import { ada, ben, entityRef, usePortal } from './__testUtils__/portal';

jest.setTimeout(240_000);

const cyd = 'user:default/cyd';

/** Everybody opens notes; Ben reads those that are his to do, Cyd none, and nobody may finish one. */
const { as } = usePortal({
  permissions: {
    authorize: async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    authorizeConditional: async (requests, options) =>
      requests.map(({ permission }) =>
        permission.name === 'sample-notes.note.read' && userOf(options) !== cyd
          ? {
              result: AuthorizeResult.CONDITIONAL,
              pluginId: 'sample-notes',
              resourceType: 'sample-note',
              conditions: noteConditions.isAssignee({ claims: [ben] }),
            }
          : { result: AuthorizeResult.DENY },
      ),
  },
});

function userOf(options: unknown): string | undefined {
  const { credentials } = options as {
    credentials: { principal: { userEntityRef?: string } };
  };
  return credentials.principal.userEntityRef;
}

describe('permissions of notes', () => {
  it('say to whoever may read none that they may not, instead of an empty list', async () => {
    await expect(as(cyd).listNotes()).rejects.toMatchObject({
      statusCode: 403,
      cause: {
        message:
          'You may not read notes: ask for the permission sample-notes.note.read',
      },
    });
  });

  it('hide the notes of others, in lists and alone', async () => {
    const titles = { [ben]: 'For Ben', [ada]: 'For Ada' };
    const numbers: string[] = [];
    for (const [assignee, title] of Object.entries(titles)) {
      const { note } = await as(ada).openNote({ title, entityRef, assignee });
      numbers.push(note.number);
    }
    const { items, count } = await as(ben).listNotes();
    expect(items.map(({ title }) => title)).toEqual(['For Ben']);
    expect(count.value).toBe(1);
    for (const read of [
      () => as(ben).getNote(numbers[1]),
      () => as(ben).getTimeline(numbers[1]),
      () => as(ben).getEvidence(numbers[1]),
    ]) {
      await expect(read()).rejects.toMatchObject({ statusCode: 404 });
    }
  });

  it('are asked for by name where one is missing', async () => {
    const [mine] = (await as(ben).listNotes()).items;
    const { actions } = await as(ben).getNote(mine.number);
    expect(actions).toMatchObject([{ verb: 'finish', allowed: false }]);
    await expect(
      as(ben).finishNote(mine.number, { version: 1, outcome: 'Done.' }),
    ).rejects.toMatchObject({
      statusCode: 403,
      cause: { message: expect.stringContaining('sample-notes.note.finish') },
    });
  });
});
