import { ExactNumber } from '@countersign/plugin-governance-common';
import { JsonRecord } from '../jsonRecords';

const DECIMAL = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,2}))?$/;

interface Decimal {
  units: bigint;
  /** Digits after the point. */
  scale: number;
}

/** The sum of decimal numbers, exact to the last digit; undefined where one of the texts is none. */
export function sumOf(texts: readonly string[]): string | undefined {
  const decimals: Decimal[] = [];
  for (const text of texts) {
    const decimal = decimalOf(text);
    if (!decimal) return undefined;
    decimals.push(decimal);
  }
  const scale = Math.max(0, ...decimals.map(each => each.scale));
  const units = decimals.reduce(
    (sum, each) => sum + each.units * BigInt(10) ** BigInt(scale - each.scale),
    BigInt(0),
  );
  return textOfDecimal(units, scale);
}

function decimalOf(text: string): Decimal | undefined {
  const match = DECIMAL.exec(text.trim());
  if (!match) return undefined;
  const [, sign, whole, fraction = '', power = '0'] = match;
  const units = BigInt(`${sign}${whole}${fraction}`);
  const scale = fraction.length - Number(power);
  return scale >= 0
    ? { units, scale }
    : { units: units * BigInt(10) ** BigInt(-scale), scale: 0 };
}

/** Such as `-12.50` for -1250 units of two digits. */
export function textOfDecimal(units: bigint, scale: number): string {
  const digits = (units < BigInt(0) ? -units : units)
    .toString()
    .padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale);
  return `${units < BigInt(0) ? '-' : ''}${whole}${
    scale > 0 ? `.${fraction}` : ''
  }`;
}

/**
 * A number of a record as it is written, where it stands as a number or as a text; undefined where there is none.
 *
 * @param find - finds it in the record, as it was read or exactly
 */
export function exactText(
  record: JsonRecord,
  find: (value: Readonly<Record<string, unknown>>) => unknown,
): string | undefined {
  const found = find(record.value);
  if (typeof found === 'string') return found.trim() || undefined;
  if (typeof found !== 'number') return undefined;
  if (Number.isSafeInteger(found)) return String(found);
  const exact = find(record.exact());
  return exact instanceof ExactNumber || typeof exact === 'number'
    ? exact.toString()
    : String(found);
}
