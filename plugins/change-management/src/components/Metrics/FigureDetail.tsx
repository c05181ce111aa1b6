import {
  MetricsSlice,
  SliceLists,
} from '@countersign/plugin-change-management-common';
import { spanText, useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { CountLink } from './CountLink';
import { Outcomes } from './Outcomes';

export type FigureId = keyof Omit<MetricsSlice, 'outcomes'>;

/** What a figure rests on; each number leads to the changes it counts. */
export function FigureDetail(props: {
  id: FigureId;
  slice: MetricsSlice;
  lists: SliceLists;
  /** The slice, where it is not the whole. */
  of?: string;
}) {
  const { id, slice, lists, of } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const what = (part: 'n' | 'count') =>
    [t(`metrics.counted.${id}.${part}`), of].filter(Boolean).join(', ');
  if (slice[id].n === 0) return <>{t('metrics.figure.noneDetail')}</>;
  if (id === 'leadTimeToApproval') {
    const { n, p90 } = slice[id];
    return (
      <>
        {p90 !== undefined &&
          `${t('metrics.figure.p90', { span: spanText(p90 * 1000) })} · `}
        <CountLink n={n} list={lists[id].n} what={what('n')}>
          {t('metrics.figure.n', { n: String(n) })}
        </CountLink>
      </>
    );
  }
  const { n, count } = slice[id];
  if (id === 'successRate') {
    return (
      <Outcomes
        counts={slice.outcomes}
        lists={lists.outcomes}
        n={<CountLink n={n} list={lists[id].n} what={what('n')} />}
        of={of}
      />
    );
  }
  return (
    <>
      {t('metrics.figure.of', {
        some: (
          <CountLink n={count} list={lists[id].count} what={what('count')} />
        ),
        n: <CountLink n={n} list={lists[id].n} what={what('n')} />,
      })}
    </>
  );
}
