/** "39 s", "2 min 5 s". */
export function spanWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const rest = seconds % 60;
  return `${Math.floor(seconds / 60)} min${rest ? ` ${rest} s` : ''}`;
}

/** "62 %", never more digits than matter. */
export function shareWords(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}
