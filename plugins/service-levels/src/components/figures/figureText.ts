const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * "73 %", with as many digits as tell it from none and from all: what is not nothing never reads as nothing, and 99.96 % is
 * not 100 %.
 */
export function shareText(share: number): string {
  const points = share * 100;
  const size = Math.abs(points);
  if (size === 0) return '0 %';
  if (size < 0.1) return points < 0 ? '> −0.1 %' : '< 0.1 %';
  const digits = size < 10 || (size > 99 && size < 100) ? 1 : 0;
  const cut = Math.trunc(size * 10 ** digits) / 10 ** digits;
  const rounded = size > 99 && size < 100 ? cut : Number(size.toFixed(digits));
  return `${points < 0 ? '−' : ''}${rounded.toLocaleString('en-GB')} %`;
}

/** A target as somebody wrote it: "99.95 %". */
export function targetText(target: number): string {
  return `${Number((target * 100).toPrecision(12))} %`;
}

/** How many times faster than allowed: "14.4×". */
export function rateText(rate: number): string {
  if (rate === 0) return '0×';
  if (rate < 0.01) return '< 0.01×';
  const digits = rate < 10 ? 2 : 1;
  return `${Number(rate.toFixed(rate < 100 ? digits : 0)).toLocaleString(
    'en-GB',
  )}×`;
}

/** A number of events: whole where they are, and with two digits where they were weighted. */
export function countText(count: number): string {
  return count.toLocaleString('en-GB', { maximumFractionDigits: 2 });
}

const units = [
  [DAY, 'day', 'days'],
  [HOUR, 'hour', 'hours'],
  [MINUTE, 'minute', 'minutes'],
  [1000, 'second', 'seconds'],
] as const;

/** The length of a window, exactly, in the largest unit that it is a multiple of: "30 days", "1 hour", "90 minutes". */
export function windowName(ms: number): string {
  const [unit, one, many] =
    units.find(([each]) => ms % each === 0) ?? units[units.length - 1];
  const n = ms / unit;
  return `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;
}

/** A length of time in its two largest units, cut and not rounded: "43 min 12 s", "2 d 3 h". */
export function exactSpan(ms: number): string {
  const signs = [
    [DAY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'min'],
    [1000, 's'],
  ] as const;
  const first = signs.findIndex(([unit]) => ms >= unit);
  if (first < 0) return ms > 0 ? '< 1 s' : '0 s';
  let rest = ms;
  return signs
    .slice(first, first + 2)
    .flatMap(([unit, sign]) => {
      const n = Math.floor(rest / unit);
      rest -= n * unit;
      return n > 0 ? [`${n} ${sign}`] : [];
    })
    .join(' ');
}
