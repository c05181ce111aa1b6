import { setTimeout as wait } from 'timers/promises';
import { getHeapStatistics } from 'v8';
import { sqlParser } from './sqlParser';

const MB = 1024 * 1024;

describe('the parser of queries', () => {
  it('takes little memory, however much it has to parse', async () => {
    const parse = await sqlParser();
    const compiling = () => getHeapStatistics().malloced_memory / MB;
    const before = compiling();
    let most = 0;
    // An optimizing compiler would begin after some queries, beside them, and be at it for half a second.
    for (let round = 0; round < 100; round++) {
      for (let i = 0; i < 20; i++) {
        parse(
          `SELECT a.id, count(*) FILTER (WHERE b.at > '2026-01-01') AS n FROM a JOIN b ON b.a = a.id GROUP BY a.id ORDER BY ${i}`,
        );
      }
      await wait(20);
      most = Math.max(most, compiling() - before);
    }
    expect(most).toBeLessThan(100);
  });

  it('says where a query is wrong', async () => {
    const parse = await sqlParser();
    expect(() => parse('SELECT 1 FRM a')).toThrow(/syntax error/);
  });
});
