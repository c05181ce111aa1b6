/** Points are said to one decimal, and added up as they are said: 0.1 + 0.2 is 0.3, and 85.5 rounds to 86. */
export function tenths(points: number): number {
  return Math.round(points * 10) / 10;
}
