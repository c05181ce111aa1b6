import { remembered } from './remembered';

it('derives once from each thing, undefined results included', () => {
  const derive = jest.fn(({ n }: { n: number }) => (n > 1 ? n : undefined));
  const twice = remembered(derive);
  const one = { n: 1 };
  expect([twice(one), twice(one), twice({ n: 2 })]).toEqual([
    undefined,
    undefined,
    2,
  ]);
  expect(derive).toHaveBeenCalledTimes(2);
});
