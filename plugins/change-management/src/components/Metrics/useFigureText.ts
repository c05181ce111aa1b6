import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  DurationStatistics,
  RateStatistics,
} from '@countersign/plugin-change-management-common';
import { changeManagementTranslationRef } from '../../translation';
import { spanText } from '../time';
import { percent } from './figures';

/** The words of a figure: the figure itself, what it rests on, and how many. */
export interface FigureText {
  value: string;
  detail: string;
  n: number;
}

/** Puts rates and durations into words; a figure of nothing is "No data", never 0 %. */
export function useFigureText(): {
  rate(statistics: RateStatistics): FigureText;
  duration(statistics: DurationStatistics): FigureText;
} {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const none: FigureText = {
    value: t('metrics.figure.none'),
    detail: t('metrics.figure.noneDetail'),
    n: 0,
  };
  return {
    rate: ({ n, count, rate }) =>
      rate === undefined
        ? none
        : {
            value: percent(rate),
            detail: t('metrics.figure.of', {
              some: String(count),
              n: String(n),
            }),
            n,
          },
    duration: ({ n, median, p90 }) =>
      median === undefined
        ? none
        : {
            value: `${spanText(median * 1000)} ${t('metrics.figure.median')}`,
            detail: [
              p90 !== undefined &&
                t('metrics.figure.p90', { span: spanText(p90 * 1000) }),
              t('metrics.figure.n', { n: String(n) }),
            ]
              .filter(Boolean)
              .join(' · '),
            n,
          },
  };
}
