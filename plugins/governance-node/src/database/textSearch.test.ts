import { TextSearch } from './textSearch';

describe('TextSearch', () => {
  const queryOf = (text: string) => new TextSearch(text).toString();

  it('asks for every word, each as the beginning of one', () => {
    expect(queryOf('rotat certif')).toBe('rotat:* & certif:*');
    expect(queryOf('checkout-api')).toBe('checkout:* & api:*');
    expect(queryOf('größe')).toBe('größe:*');
  });

  it('takes a short word as it is', () => {
    expect(queryOf('run 7 fast')).toBe('run:* & 7 & fast:*');
  });

  it('lets no operator through', () => {
    expect(queryOf("a | b & !c <-> (d:*) 'e'")).toBe('a & b & c & d & e');
    expect(queryOf(' -- ')).toBe('');
  });
});
