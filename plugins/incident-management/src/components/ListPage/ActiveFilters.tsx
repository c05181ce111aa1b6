import {
  FilterChip,
  FilterChips,
  shortName,
  useTexts,
} from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../translation';
import { IncidentFilters } from './listFilters';

/** The filters that the bar itself does not show, each with a button that takes it away. */
export function ActiveFilters(props: {
  filters: IncidentFilters;
  onChange(change: Partial<IncidentFilters>): void;
}) {
  const { filters, onChange } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const chips: FilterChip<IncidentFilters>[] = [
    ...(['mine', 'major', 'overdue'] as const)
      .filter(name => filters[name])
      .map(name => ({
        id: name,
        text: t(`list.view.${name}`),
        without: { [name]: false },
      })),
    ...(filters.drill === undefined
      ? []
      : [
          {
            id: 'drill',
            text: t(filters.drill ? 'list.drills' : 'list.noDrills'),
            without: { drill: undefined },
          },
        ]),
    ...(['entityRef', 'commander', 'paged'] as const).flatMap(name =>
      filters[name].map(ref => ({
        id: `${name}:${ref}`,
        text: `${t(`list.filter.${name}`)}: ${shortName(ref)}`,
        without: { [name]: filters[name].filter(other => other !== ref) },
      })),
    ),
  ];
  return <FilterChips chips={chips} onChange={onChange} />;
}
