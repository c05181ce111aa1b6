const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;
/** As PostgreSQL writes an instant, and as people do; without a zone it is UTC, as answers are. */
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(?::(\d{2}(?:\.\d{1,6})?))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/;
const truths: Readonly<Record<string, boolean>> = {
  t: true,
  true: true,
  f: false,
  false: false,
};

function decimalOf(text: string): string | undefined {
  const [, sign, whole, part = ''] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const digits = `${whole.replace(/^0+(?=\d)/, '')}.${part.replace(/0+$/, '')}`;
  return digits === '0.' ? digits : `${sign === '-' ? '-' : ''}${digits}`;
}

function instantOf(text: string): number | undefined {
  const [, day, time = '00:00', seconds = '00', zone = 'Z'] =
    INSTANT.exec(text) ?? [];
  if (day === undefined) return undefined;
  const offset = zone.replace(
    /^([+-]\d{2}):?(\d{2})?$/,
    (_, hours, minutes) => `${hours}:${minutes ?? '00'}`,
  );
  const at = Date.parse(`${day}T${time}:${seconds}${offset}`);
  return Number.isNaN(at) ? undefined : at;
}

/**
 * Whether a value of an answer and a value that somebody wrote by hand say the same: the same text without blanks around it,
 * the same number however many zeros it has, the same moment in whatever zone, or both nothing.
 */
export function sameValue(run: string | null, byHand: string | null): boolean {
  const a = run?.trim() ?? '';
  const b = byHand?.trim() ?? '';
  if (a === b) return true;
  if (a === '' || b === '') return false;
  const number = decimalOf(a);
  if (number !== undefined) return number === decimalOf(b);
  const instant = instantOf(a);
  if (instant !== undefined) return instant === instantOf(b);
  const truth = truths[a.toLowerCase()];
  return truth !== undefined && truth === truths[b.toLowerCase()];
}
