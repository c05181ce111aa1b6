import {
  changePeriods,
  closeCodes,
} from '@countersign/plugin-change-management-common';
import {
  FilterChip,
  FilterChips,
  governanceTranslationRef,
  periodText,
  shortName,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { ListFilters } from './listFilters';

type Chip = FilterChip<ListFilters>;

/** The filters that the bar itself does not show, each with a button that takes it away. */
export function ActiveFilters(props: {
  filters: ListFilters;
  onChange(change: Partial<ListFilters>): void;
}) {
  const { filters, onChange } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const { t: shared } = useTexts(governanceTranslationRef);
  const chipsOf = (
    name: 'environment' | 'team' | 'item' | 'requester' | 'implementer',
    textOf: (value: string) => string,
  ): Chip[] =>
    filters[name].map(value => ({
      id: `${name}:${value}`,
      text: `${t(`list.filter.${name}`)}: ${textOf(value)}`,
      without: { [name]: filters[name].filter(other => other !== value) },
    }));
  const chips: Chip[] = [
    ...changePeriods.flatMap(name => {
      const { [name]: period, ...others } = filters.periods;
      return period
        ? [
            {
              id: name,
              text: `${t(`list.period.${name}`)}: ${periodText(
                period,
                shared,
              )}`,
              without: { periods: others },
            },
          ]
        : [];
    }),
    ...closeCodes
      .filter(code => filters.closeCode.includes(code))
      .map(code => ({
        id: code,
        text: `${t('list.filter.closeCode')}: ${t(`shared.closeCode.${code}`)}`,
        without: {
          closeCode: filters.closeCode.filter(other => other !== code),
        },
      })),
    ...chipsOf('environment', name => name),
    ...chipsOf('team', shortName),
    ...chipsOf('item', shortName),
    ...chipsOf('requester', shortName),
    ...chipsOf('implementer', shortName),
    ...(filters.demo === undefined
      ? []
      : [
          {
            id: 'demo',
            text: `${t('list.filter.demo')}: ${t(
              filters.demo ? 'list.only' : 'list.without',
            )}`,
            without: { demo: undefined },
          },
        ]),
  ];
  return <FilterChips chips={chips} onChange={onChange} />;
}
