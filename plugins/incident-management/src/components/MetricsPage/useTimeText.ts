import { spanText, useTexts } from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../translation';

/** Times as figures have them, in seconds. */
interface Times {
  median?: number;
  p90?: number;
}

/** Puts times into words; those of nothing are "No data", never 0 s. */
export function useTimeText() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const span = (seconds: number) => spanText(seconds * 1000);
  return {
    span,
    median: ({ median }: Times) =>
      median === undefined
        ? t('metrics.figure.none')
        : t('metrics.figure.median', { span: span(median) }),
    p90: ({ p90 }: Times) =>
      p90 === undefined
        ? undefined
        : t('metrics.figure.p90', { span: span(p90) }),
  };
}
