import { LabelMatcher, readBound, Selector } from '../series';

/** A text as RE2 takes it for itself. */
export function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** As a regular expression, all the ways in which exporters spell one bound: 0.3 and 0.30, 1 and 1.0, 1e-05. */
export function boundPattern(bound: number): string {
  if (bound === Infinity) return '[+]?Inf';
  const [digits, exponent] = bound.toExponential().split('e');
  const power = Number(exponent);
  const decimal = decimalPattern(decimalText(digits, power));
  if (power >= -4 && power < 6) return decimal;
  const sign = power < 0 ? '-' : '[+]?';
  return `${decimal}|${decimalPattern(digits)}[eE]${sign}0*${Math.abs(power)}`;
}

/** The digits of a number without an exponent, however long. */
function decimalText(mantissa: string, power: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${digits}`;
  const whole = digits.slice(0, power + 1).padEnd(power + 1, '0');
  const rest = digits.slice(power + 1);
  return `${sign}${whole}${rest && `.${rest}`}`;
}

function decimalPattern(text: string): string {
  const [whole, rest] = text.split('.');
  return rest === undefined ? `${whole}([.]0*)?` : `${whole}[.]${rest}0*`;
}

/** A bound of a histogram is compared as a number, also where Prometheus compares text. */
export function boundsAsNumbers({ metric, matchers }: Selector): Selector {
  return {
    metric,
    matchers: matchers.map((matcher): LabelMatcher => {
      const { label, op, value } = matcher;
      const bound = label === 'le' ? readBound(value) : undefined;
      if (bound === undefined || (op !== '=' && op !== '!=')) return matcher;
      return {
        label,
        op: op === '=' ? '=~' : '!~',
        value: boundPattern(bound),
      };
    }),
  };
}
