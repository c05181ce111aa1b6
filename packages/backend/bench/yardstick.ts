/** Takes some 20 ms of one core where nothing else runs: a machine that does other things too takes longer for this as well. */
export function alwaysTheSame(): number {
  let sum = 0;
  for (let i = 0; i < 10_000_000; i++) sum = (sum * 31 + i) % 1_000_003;
  return sum;
}
