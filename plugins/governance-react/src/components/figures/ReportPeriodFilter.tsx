import { Select } from '@backstage/ui';
import { governanceTranslationRef } from '../../translation';
import { WallClockField } from '../WallClockField';
import { ReportPeriod, reportRanges } from './reportPeriod';
import { useTexts } from '../../hooks/useTexts';

/** Over which days a report goes: so many up to today, or a period of one's own. */
export function ReportPeriodFilter(props: {
  period: ReportPeriod;
  /** It ends before it starts. */
  isBad: boolean;
  onChange(period: ReportPeriod): void;
}) {
  const { period, isBad, onChange } = props;
  const { t } = useTexts(governanceTranslationRef);
  const set = (change: Partial<ReportPeriod>) =>
    onChange({ ...period, ...change });
  return (
    <>
      <Select
        label={t('figure.period.label')}
        options={[
          ...reportRanges.map(range => ({
            id: range,
            label: t(`figure.period.range${range}`),
          })),
          { id: 'own', label: t('figure.period.own') },
        ]}
        value={period.range}
        onChange={key =>
          set({ range: reportRanges.find(range => range === key) ?? 'own' })
        }
      />
      {period.range === 'own' && (
        <>
          <WallClockField
            type="date"
            label={t('list.period.from')}
            value={period.from}
            onChange={from => set({ from })}
          />
          <WallClockField
            type="date"
            label={t('list.period.to')}
            value={period.to}
            onChange={to => set({ to })}
            error={isBad ? t('list.period.badRange') : undefined}
          />
        </>
      )}
    </>
  );
}
