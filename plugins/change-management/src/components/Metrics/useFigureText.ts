import { MetricsSlice } from '@countersign/plugin-change-management-common';
import {
  percent,
  spanText,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { FigureId } from './FigureDetail';

/** Puts a figure into words; a figure of nothing is "No data", never 0 %. */
export function useFigureText(): (id: FigureId, slice: MetricsSlice) => string {
  const { t } = useTexts(changeManagementTranslationRef);
  return (id, slice) => {
    if (id === 'leadTimeToApproval') {
      const { median } = slice[id];
      return median === undefined
        ? t('metrics.figure.none')
        : `${spanText(median * 1000)} ${t('metrics.figure.median')}`;
    }
    const { rate } = slice[id];
    return rate === undefined ? t('metrics.figure.none') : percent(rate);
  };
}
