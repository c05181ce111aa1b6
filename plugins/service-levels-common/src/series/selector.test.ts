import fc from 'fast-check';
import { readSelector, selectorText } from './selector';

const label = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/);
const selector = fc.record({
  metric: fc.stringMatching(/^[a-z_:][a-z0-9_:]{0,12}$/),
  matchers: fc.array(
    fc.record({
      label,
      op: fc.constantFrom('=', '!=', '=~', '!~'),
      value: fc.string(),
    }),
    { maxLength: 4 },
  ),
});

describe('a selector', () => {
  it('is read as it was written, quotes and line breaks in values too', () => {
    fc.assert(
      fc.property(selector, given => {
        expect(readSelector(selectorText(given as never))).toEqual(given);
      }),
    );
  });

  it('may have blanks, single quotes and a comma at its end', () => {
    expect(readSelector(` up { job = 'api' , code =~ "5..", } `)).toEqual({
      metric: 'up',
      matchers: [
        { label: 'job', op: '=', value: 'api' },
        { label: 'code', op: '=~', value: '5..' },
      ],
    });
    expect(readSelector('up{}')).toEqual({ metric: 'up', matchers: [] });
  });

  it.each([
    ['', 'Character 1: expected the name of a metric'],
    ['rate(x[5m])', 'Character 5: expected the end'],
    ['x{code="5"', 'Character 11: expected a comma or }'],
    ['x{code}', 'Character 7: expected one of = != =~ !~'],
    ['x{code=5}', 'Character 8: expected a value in quotes'],
    ['x{code="a" b="c"}', 'Character 12: expected a comma or }'],
    ['x / y', 'Character 3: expected the end'],
  ])('is not %p', (text, problem) => {
    expect(readSelector(text)).toContain(problem);
  });
});
