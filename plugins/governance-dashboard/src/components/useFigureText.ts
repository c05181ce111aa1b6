import { FigureUnit } from '@countersign/plugin-governance-common';
import { spanText, useTexts } from '@countersign/plugin-governance-react';
import { governanceDashboardTranslationRef } from '../translation';

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const finest = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

/** Puts numbers into words, each in its unit. */
export function useFigureText(): (value: number, unit: FigureUnit) => string {
  const { t } = useTexts(governanceDashboardTranslationRef);
  return (value, unit) => {
    switch (unit) {
      case 'percent':
        return `${percent(value)} %`;
      case 'seconds':
        return spanText(value * 1000);
      case 'per-day':
        return t('figure.perDay', { number: finest.format(value) });
      default:
        return whole.format(value);
    }
  };
}

/** Never 100 where it is less: one of ten thousand matters. */
function percent(value: number): string {
  const digits = Math.abs(value) < 10 || value > 99 ? fine : whole;
  const text = digits.format(value);
  return text === '100' && value < 100 ? '99.9' : text;
}
