import { randomUUID } from 'crypto';
import { items, people } from '../__testUtils__/estate';
import {
  commit,
  request,
  usePortal,
  windowAround,
} from '../__testUtils__/portal';

jest.setTimeout(180_000);

/** One more than are compared; see `ConflictReader`. */
const MANY = 201;

describe('more changes at the same time than are compared', () => {
  const portal = usePortal();
  const window = windowAround();

  beforeAll(async () => {
    const at = new Date();
    await portal().knex.batchInsert(
      'changes',
      Array.from({ length: MANY }, (_, i) => ({
        id: randomUUID(),
        seq: 1_000_000 + i,
        number: `CHG${1_000_000 + i}`,
        title: `Overlapping ${i}`,
        type: 'normal',
        state: 'scheduled',
        category: 'software',
        environment: 'production',
        items: [items.bucket],
        requester: people.owen,
        window_start: window.start,
        window_end: window.end,
        source: '{"kind": "api"}',
        created_at: at,
        updated_at: at,
      })),
      100,
    );
  });

  it('are said to be there, and refused by the gate', async () => {
    const dana = portal().as(people.dana);
    const { change, conflictsTruncated } = await dana.createChange(
      request({ type: 'emergency', window }),
    );
    expect(conflictsTruncated).toBe(true);
    await portal()
      .as(people.ada)
      .act(change.number, 'approve', { subjectDigest: change.subjectDigest! });
    const decision = await portal()
      .asPipeline()
      .askGate({ change: change.number, environment: 'production', commit });
    expect(decision.decision).toBe('refuse');
    expect(decision.checks.filter(check => !check.passed)).toMatchObject([
      {
        id: 'conflicts',
        detail: expect.stringContaining('conflicts may have been missed'),
      },
    ]);
  });

  it('keep a normal change in Assess, which says why', async () => {
    const { change, next } = await portal()
      .as(people.dana)
      .createChange(request({ window }));
    expect(change.state).toBe('assess');
    expect(next).toMatchObject({
      verb: 'authorize',
      conditions: expect.arrayContaining([
        expect.objectContaining({
          text: expect.stringContaining('conflicts may have been missed'),
          mendedBy: ['edit'],
        }),
      ]),
    });
  });

  it('are said by the preview of a draft', async () => {
    const preview = await portal()
      .as(people.dana)
      .previewChange(request({ window, submit: undefined }));
    expect(preview.conflictsTruncated).toBe(true);
    expect(preview.nextFreeSlot).toBeDefined();
    const quiet = await portal()
      .as(people.dana)
      .previewChange(
        request({ window: windowAround(900, 901), submit: undefined }),
      );
    expect(quiet).toMatchObject({ conflicts: [], conflictsTruncated: false });
  });
});
