import fc from 'fast-check';
import {
  AlertLife,
  ArrivedSignal,
  foldSignal,
  newsOf,
  standingOf,
} from './life';

const start = Date.UTC(2026, 10, 24, 12);
const at = (minute: number) => new Date(start + minute * 60_000).toISOString();

const signal = (
  status: ArrivedSignal['status'],
  minute: number,
  more: Partial<ArrivedSignal> = {},
): ArrivedSignal => ({
  status,
  startsAt: null,
  endsAt: null,
  order: 'stated',
  title: 'Disk full',
  severity: 'critical',
  receivedAt: at(minute),
  ...more,
});

const lifeOf = (...signals: ArrivedSignal[]) =>
  signals.reduce<AlertLife | undefined>(foldSignal, undefined)!;
const standing = (...signals: ArrivedSignal[]) =>
  standingOf(lifeOf(...signals));

const minutes = fc.integer({ min: 0, max: 30 });
const claim = fc.option(minutes.map(at));
const anySignal: fc.Arbitrary<ArrivedSignal> = fc.record({
  status: fc.constantFrom('firing', 'resolved', 'acknowledged', 'test'),
  startsAt: claim,
  endsAt: claim,
  order: fc.constantFrom('stated', 'arrival'),
  acknowledgedBy: fc.constant(undefined),
  title: fc.constantFrom('a', 'b'),
  severity: fc.constantFrom('critical', 'info', null),
  receivedAt: minutes.map(at),
});

describe('the life of an alert', () => {
  it('stands the same, whichever way its signals arrive and however often', () => {
    fc.assert(
      fc.property(
        fc.array(anySignal, { minLength: 1, maxLength: 25 }).chain(signals =>
          fc.record({
            signals: fc.constant(signals),
            shuffled: fc.shuffledSubarray([...signals, ...signals], {
              minLength: signals.length * 2,
            }),
          }),
        ),
        ({ signals, shuffled }) => {
          const [ordered, disordered] = [signals, shuffled].map(each =>
            lifeOf(...each),
          );
          expect(standingOf(disordered)).toEqual(standingOf(ordered));
          expect(disordered.title).toEqual(ordered.title);
          expect(disordered.severity).toEqual(ordered.severity);
          expect(disordered.heard).toEqual(ordered.heard);
        },
      ),
    );
  });

  it('never ends before it begins, nor begins after we heard of it', () => {
    fc.assert(
      fc.property(
        fc.array(anySignal, { minLength: 1, maxLength: 25 }),
        signals => {
          const now = standing(...signals);
          const heard = Math.max(
            ...signals.map(({ receivedAt }) => Date.parse(receivedAt)),
          );
          const began = now.state === 'unknown' ? heard : now.startedAt;
          const ended = now.state === 'resolved' ? now.endedAt : began;
          expect(began).toBeLessThanOrEqual(heard);
          expect(ended).toBeGreaterThanOrEqual(began);
          expect(ended).toBeLessThanOrEqual(heard);
        },
      ),
    );
  });

  it('stays resolved when a peer repeats what fired before, and begins again with another start', () => {
    const fired = signal('firing', 1, { startsAt: at(0) });
    const over = signal('resolved', 5, { startsAt: at(0), endsAt: at(4) });
    const stale = { ...fired, receivedAt: at(6) };
    expect(standing(fired, over, stale)).toMatchObject({ state: 'resolved' });
    const known = lifeOf(fired, over);
    expect(newsOf(known, foldSignal(known, stale), stale)).toBe('stale');

    const again = signal('firing', 9, { startsAt: at(8) });
    expect(standing(fired, over, stale, again)).toEqual({
      state: 'firing',
      startedAt: Date.parse(at(8)),
    });
    expect(newsOf(known, foldSignal(known, again), again)).toBe('began');
  });

  it('begins anew with each firing after an end where the sender names no episodes', () => {
    const order = 'arrival';
    const early = { order, startsAt: at(0) } as const;
    expect(
      standing(
        signal('firing', 1, early),
        signal('resolved', 2, { order }),
        signal('firing', 3, early),
      ),
    ).toMatchObject({ state: 'firing', startedAt: Date.parse(at(3)) });
  });

  it('ends what a sender with a fast clock has opened in the future', () => {
    const future = { startsAt: at(600) };
    const fired = signal('firing', 1, future);
    expect(standing(fired)).toMatchObject({ startedAt: Date.parse(at(1)) });
    expect(
      standing(fired, signal('resolved', 5, { ...future, endsAt: at(604) })),
    ).toMatchObject({ state: 'resolved', endedAt: Date.parse(at(5)) });
  });

  it('records an end without a beginning, and makes nothing of it', () => {
    const over = signal('resolved', 2, { endsAt: at(1) });
    expect(standing(over)).toEqual({ state: 'unknown' });
    expect(newsOf(undefined, lifeOf(over), over)).toBe('unmatched');
    // Its beginning comes later and is over already.
    expect(
      standing(over, signal('firing', 3, { startsAt: at(0) })),
    ).toMatchObject({ state: 'resolved' });
  });

  it('is acknowledged for one episode, and keeps how bad it was', () => {
    const fired = signal('firing', 0, { startsAt: at(0) });
    const acknowledged = signal('acknowledged', 1, {
      acknowledgedBy: 'user:default/ada',
      severity: null,
    });
    expect(standing(fired, acknowledged)).toMatchObject({
      state: 'acknowledged',
      by: 'user:default/ada',
    });
    expect(lifeOf(fired, acknowledged).severity?.said).toBe('critical');
    expect(
      standing(
        fired,
        acknowledged,
        signal('resolved', 2, { startsAt: at(0), endsAt: at(2) }),
        signal('firing', 4, { startsAt: at(3) }),
      ),
    ).toMatchObject({ state: 'firing' });
  });

  it('knows when it was last heard to go on, whatever its end says', () => {
    const fired = signal('firing', 1, { startsAt: at(0) });
    const repeated = { ...fired, receivedAt: at(7) };
    const over = signal('resolved', 9, { startsAt: at(0), endsAt: at(4) });
    const life = lifeOf(repeated, over, fired);
    expect(life.heard).toBe(Date.parse(at(7)));
    expect(lifeOf(over)).not.toHaveProperty('heard');
  });

  it('keeps when it began through thousands of repeats', () => {
    const repeats = Array.from({ length: 3000 }, (_, i) =>
      signal('firing', i, { order: 'arrival' }),
    );
    const life = lifeOf(...repeats);
    expect(standingOf(life)).toMatchObject({ startedAt: start });
    expect(life.starts.length).toBeLessThan(200);
  });
});
