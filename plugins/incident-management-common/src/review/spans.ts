/** How long it is from one moment to another, in words: "1 h 5 min". */
export function spanWords(from: string, to: string): string {
  const seconds = Math.max(
    0,
    Math.round((Date.parse(to) - Date.parse(from)) / 1000),
  );
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  const hours = Math.floor(minutes / 60);
  return rest ? `${hours} h ${rest} min` : `${hours} h`;
}

/** A share in percent, with as many digits as say something. */
export function percentWords(share: number): string {
  const percent = share * 100;
  return `${percent.toLocaleString('en-US', {
    maximumFractionDigits: percent < 10 ? 2 : 1,
  })} %`;
}
