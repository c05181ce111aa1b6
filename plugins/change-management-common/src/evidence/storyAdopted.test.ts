import { allows, decision, failed, told } from '../__testUtils__/stories';
import { honestStoryOfRules1 } from '../testUtils/honestStoryOfRules1';
import { portal, Tale } from '../testUtils/Tale';
import { olga } from '../testUtils/world';
import { changeStory } from './story';

describe('a story that adopted the rules', () => {
  const firstRules = () => {
    const story = honestStoryOfRules1();
    return story.slice(
      0,
      story.findIndex(e => e.type === 'gate.decided'),
    );
  };
  const adopted = (before = firstRules()) =>
    new Tale({}, { told: before }).write(
      'change.rules_adopted',
      portal,
      '2026-11-22T09:00:00.000Z',
      { from: 1, rules: 2 },
    );

  it('is told by the old rules before, by the new ones after, and holds once it was asked anew', () => {
    const tale = adopted()
      .authorize('2026-11-22T10:00:00.000Z')
      .approve('2026-11-22T11:00:00.000Z')
      .gate()
      .report()
      .close();
    for (let n = 1; n <= tale.entries.length; n++) {
      expect(told(tale.entries.slice(0, n))).toEqual([]);
    }
    expect(changeStory(tale.entries)).toMatchObject({
      rules: 2,
      state: 'closed',
    });
    expect(changeStory(firstRules()).claims).toHaveLength(10);
  });

  it('has nothing let through by what was approved before', () => {
    const tale = adopted();
    allows(tale);
    expect(failed(tale.entries)).toEqual(['gate']);
  });

  it('holds a duty of the new rules against nobody before, and against everybody after', () => {
    // Under the first rules whoever edited a draft could still approve it.
    const story = firstRules();
    const [edit] = new Tale()
      .edit('2026-11-20T09:30:00.000Z', olga, {
        field: 'title',
        before: null,
        after: 'Another',
      })
      .entries.slice(-1);
    const before = [story[0], { ...edit, id: 'e' }, ...story.slice(1)];
    expect(told(before)).toEqual([]);
    const tale = adopted(before).authorize('2026-11-22T10:00:00.000Z');
    expect(told(tale.entries)).toEqual([]);
    const at = '2026-11-22T11:00:00.000Z';
    tale.write('change.approved', olga, at, decision(tale, olga, at));
    expect(failed(tale.entries)).toEqual(['duties']);
  });
});
