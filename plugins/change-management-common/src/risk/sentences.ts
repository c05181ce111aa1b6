import { PathStep } from '../model';

/** "1 change", "3 changes". */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** "a –dependencyOf→ b –partOf→ c". */
export function describePath(path: readonly PathStep[]): string {
  return path
    .map(({ from, relation, to }, i) =>
      i === 0 ? `${from} –${relation}→ ${to}` : ` –${relation}→ ${to}`,
    )
    .join('');
}

/** A probability as a percentage: "5 %", "0.4 %". */
export function percent(p: number): string {
  const value = p * 100;
  return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} %`;
}
