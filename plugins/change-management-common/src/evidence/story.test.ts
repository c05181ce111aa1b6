import { changeStory } from './story';
import { honestStory } from '../testUtils/honestStory';

it('holds', () => {
  expect(changeStory(honestStory()).claims.filter(c => !c.holds)).toEqual([]);
});
