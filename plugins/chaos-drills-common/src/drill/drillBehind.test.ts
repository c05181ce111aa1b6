import { drillBehind, SeenDrill } from './drillBehind';

const entity = 'component:default/api';
const at = (minute: number) =>
  new Date(Date.UTC(2026, 10, 27, 10, minute)).toISOString();

const running: SeenDrill = {
  ...{ number: 'DRL0000001', entity },
  state: 'running',
  startedAt: at(10),
};
const over: SeenDrill = {
  ...{ ...running, state: 'ended', endedAt: at(20) },
  faults: { from: at(12), to: at(18) },
};

describe('the drill behind an alert', () => {
  it.each<[string, SeenDrill, number, boolean]>([
    ['one that runs', running, 15, true],
    ['none, before it started', running, 9, false],
    ['one whose fault was on', over, 13, true],
    ['none, before its fault', over, 11, false],
    ['one that ended a moment ago', over, 22, true],
    ['none, long after its fault', over, 24, false],
    ['none, where it broke nothing', { ...over, faults: undefined }, 15, false],
    [
      'none, elsewhere',
      { ...running, entity: 'component:default/b' },
      15,
      false,
    ],
  ])('is %s', (_, drill, minute, isFound) => {
    expect(drillBehind([drill], { entity, at: at(minute) })).toBe(
      isFound ? drill : undefined,
    );
  });
});
