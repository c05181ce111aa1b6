import { storiesIn } from '@countersign/plugin-governance-common';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { verifyBundle } from '@countersign/plugin-ledger-common';
import {
  NOTE_EVENT_TOPIC,
  noteSignalChannel,
  noteStories,
  OpenNote,
} from '@countersign/sample-notes-common';
import { ada, ben, entityRef, usePortal } from './__testUtils__/portal';

jest.setTimeout(240_000);

const note: OpenNote = { title: 'Rotate the key', entityRef, assignee: ben };
const outcome = 'Rotated, and the old one revoked.';

describe('notes', () => {
  const { portal, as, asPipeline } = usePortal();

  it('are opened and finished, each on the record and told to whom it concerns', async () => {
    const { note: opened, next } = await as(ada).openNote(note);
    expect(opened).toMatchObject({
      number: expect.stringMatching(/^NTE\d{7}$/),
      author: ada,
      state: 'open',
      version: 1,
    });
    expect(next).toMatchObject({ verb: 'finish', who: [ben] });

    const { number, version } = opened;
    const { note: finished } = await as(ben).finishNote(number, {
      version,
      outcome,
    });
    expect(finished).toMatchObject({ state: 'done', version: 2 });
    const { items } = await as(ada).getTimeline(number);
    expect(items.map(({ type, actor }) => [type, actor])).toEqual([
      ['note.finished', ben],
      ['note.opened', ada],
    ]);

    await eventually(() => {
      expect(portal().events).toContainEqual({
        topic: NOTE_EVENT_TOPIC,
        eventPayload: expect.objectContaining({
          type: 'countersign.note.finished',
          subject: number,
        }),
      });
      expect(portal().notifications.send).toHaveBeenCalledWith(
        expect.objectContaining({
          payload: expect.objectContaining({
            title: `${number} waits for you`,
            link: `/notes/${number}`,
          }),
        }),
      );
    });
    expect(noteSignalChannel(finished)).toContain(finished.id);
  });

  it('are opened by a program, too, which is told what is next as anybody is', async () => {
    const { note: opened, next } = await asPipeline().openNote(note);
    expect(opened.author).toBe('external:ci');
    expect(next).toMatchObject({ verb: 'finish', who: [ben] });
  });

  it('are finished by nobody else, and the answer says what would be right', async () => {
    const { note: opened } = await as(ada).openNote(note);
    const { number, version } = opened;
    const body = { version, outcome };
    await expect(as(ada).finishNote(number, body)).rejects.toMatchObject({
      statusCode: 403,
      cause: {
        guard: 'duty',
        remedy: expect.stringContaining(ben),
        messageSegments: expect.arrayContaining([
          { kind: 'person', text: ben, ref: ben },
        ]),
      },
    });
    await expect(asPipeline().finishNote(number, body)).rejects.toMatchObject({
      statusCode: 403,
      cause: { guard: 'person' },
    });
    await as(ben).finishNote(number, body);
    await expect(
      as(ben).finishNote(number, { ...body, version: 2 }),
    ).rejects.toMatchObject({ statusCode: 409, cause: { guard: 'state' } });
    expect((await as(ada).getTimeline(number)).items).toHaveLength(2);
  });

  it('are opened once under an Idempotency-Key, however often it is asked', async () => {
    const key = { idempotencyKey: 'once' };
    const [first, second] = await Promise.all([
      as(ada).openNote(note, key),
      as(ada).openNote(note, key),
    ]);
    expect(second.note.number).toBe(first.note.number);
    const { number } = first.note;
    expect((await as(ada).getTimeline(number)).items).toHaveLength(1);
    await expect(
      as(ada).openNote({ ...note, title: 'Another one' }, key),
    ).rejects.toMatchObject({ statusCode: 409 });
  });

  it('are not written over what somebody else wrote meanwhile', async () => {
    const { note: opened } = await as(ada).openNote(note);
    const { number, version } = opened;
    await expect(
      as(ben).finishNote(number, { version: version + 1, outcome }),
    ).rejects.toMatchObject({
      statusCode: 409,
      cause: { message: expect.stringContaining('Read it again') },
    });
    expect((await as(ben).getNote(number)).note.state).toBe('open');
  });

  it('say which field is wrong, and what would be right', async () => {
    await expect(
      as(ada).openNote({ ...note, title: 'x', assignee: 'Ben' }),
    ).rejects.toMatchObject({
      statusCode: 400,
      cause: {
        problems: [
          expect.objectContaining({ field: 'title' }),
          expect.objectContaining({ field: 'assignee' }),
        ],
      },
    });
    await expect(
      as(ada).openNote({ ...note, entityRef: 'component:default/gone' }),
    ).rejects.toMatchObject({ statusCode: 400 });
    await expect(as(ada).getNote('NTE9999999')).rejects.toMatchObject({
      statusCode: 404,
    });
  });

  it('are listed newest first, filtered, a page at a time', async () => {
    const mine = { ...note, assignee: ada };
    const opened: string[] = [];
    for (const title of ['Listed first', 'Listed second', 'Listed third']) {
      const answer = await as(ada).openNote({ ...mine, title });
      opened.unshift(answer.note.number);
    }
    const filters = { assignee: [ada], q: 'list', limit: 2 };
    const page = await as(ben).listNotes(filters);
    expect(page.items.map(({ number }) => number)).toEqual(opened.slice(0, 2));
    expect(page.count).toEqual({ value: 3, capped: false });
    const rest = await as(ben).listNotes({
      ...filters,
      cursor: page.nextCursor,
    });
    expect(rest.items.map(({ number }) => number)).toEqual(opened.slice(2));
    expect(rest.nextCursor).toBeUndefined();
    expect(
      (await as(ben).listNotes({ state: ['done'], q: 'list' })).items,
    ).toEqual([]);
  });

  it('have a proof that anybody checks offline, and that falls when a byte is another', async () => {
    const { note: opened } = await as(ada).openNote(note);
    const { number, version } = opened;
    await as(ben).finishNote(number, { version, outcome });
    await eventually(async () =>
      expect((await as(ada).getLedgerStatus()).pending).toBe(0),
    );
    const { verifierKeys: trustedKeys } = await as(ada).getLedgerStatus();
    const bytes = await as(ada).getEvidence(number);

    const { ok, proven } = verifyBundle(bytes, { trustedKeys });
    expect(ok).toBe(true);
    const { stories } = storiesIn(proven!, [noteStories]);
    expect(stories).toMatchObject([
      { subject: number, state: 'done', holds: true },
    ]);

    const forged = new TextEncoder().encode(
      new TextDecoder().decode(bytes).replace('Rotated', 'Ignored'),
    );
    expect(verifyBundle(forged, { trustedKeys }).ok).toBe(false);
  });

  it('have an API that describes itself to anybody', async () => {
    const response = await fetch(`${portal().baseUrl}/openapi.json`);
    const document = await response.json();
    expect(Object.keys(document.paths)).toContain('/notes/{number}/finish');
    const unknown = await fetch(`${portal().baseUrl}/notes`, {
      headers: { Authorization: 'Bearer nobody' },
    });
    expect(unknown.status).toBe(401);
  });
});
