import { Button, DialogTrigger, Popover } from '@backstage/ui';
import { SkeletonRows, useTexts } from '@countersign/plugin-governance-react';
import { RiFilter3Line } from '@remixicon/react';
import { lazy, Suspense } from 'react';
import { changeManagementTranslationRef } from '../../translation';
import { ListFilters } from './listFilters';

const MoreFilterFields = lazy(() =>
  import('./MoreFilterFields').then(m => ({ default: m.MoreFilterFields })),
);

/** Environment, period, outcome, team, item, people and hold, which are asked for less often. */
export function MoreFilters(props: {
  filters: ListFilters;
  onChange(change: Partial<ListFilters>): void;
}) {
  const { filters, onChange } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const active =
    filters.environment.length +
    filters.team.length +
    filters.item.length +
    filters.requester.length +
    filters.implementer.length +
    filters.closeCode.length +
    Object.keys(filters.periods).length +
    Number(filters.onHold) +
    Number(filters.overdue);
  return (
    <DialogTrigger>
      <Button size="small" variant="secondary" iconStart={<RiFilter3Line />}>
        {active
          ? `${t('list.moreFilters')} (${active})`
          : t('list.moreFilters')}
      </Button>
      <Popover placement="bottom end">
        <Suspense fallback={<SkeletonRows what={t('list.moreFilters')} />}>
          <MoreFilterFields filters={filters} onChange={onChange} />
        </Suspense>
      </Popover>
    </DialogTrigger>
  );
}
