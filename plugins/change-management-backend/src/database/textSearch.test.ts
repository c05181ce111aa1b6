import { toTextSearch } from './textSearch';

describe('toTextSearch', () => {
  it('asks for every word, the last as a beginning', () => {
    expect(toTextSearch('rotate certif')).toBe('rotate & certif:*');
    expect(toTextSearch('checkout-api')).toBe('checkout & api:*');
    expect(toTextSearch('größe')).toBe('größe:*');
  });

  it('takes a short last word as it is', () => {
    expect(toTextSearch('run 7')).toBe('run & 7');
  });

  it('lets no operator through', () => {
    expect(toTextSearch("a | b & !c <-> (d:*) 'e'")).toBe('a & b & c & d & e');
    expect(toTextSearch(' -- ')).toBe('');
  });
});
