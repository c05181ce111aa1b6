import { Button, Select, ToggleButton } from '@backstage/ui';
import {
  FigureFilters,
  ReportPeriodFilter,
  shortName,
  useMyTeams,
  useTexts,
} from '@countersign/plugin-governance-react';
import {
  IncidentMetricsAnswer,
  sourceKinds,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import { priorityIds } from '../ListPage/listFilters';
import { MetricsFilters, nothingNarrowed } from './metricsFilters';

/** Over which incidents the figures go. */
export function MetricsFilterBar(props: {
  filters: MetricsFilters;
  /** Teams and services that the figures know of can be chosen. */
  known?: IncidentMetricsAnswer['by'];
  isBadPeriod: boolean;
  onChange(change: Partial<MetricsFilters>): void;
}) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { filters, known, isBadPeriod, onChange } = props;
  const mine = useMyTeams().teams;
  const keys = (dimension: 'team' | 'service') =>
    (known?.[dimension] ?? []).map(({ key }) => key);
  const refs = (...some: string[][]) =>
    [...new Set(some.flat())].sort().map(id => ({ id, label: shortName(id) }));
  const { team, service, priority, source, drills } = filters;
  const isNarrowed =
    drills || [team, service, priority, source].some(each => each.length > 0);
  return (
    <FigureFilters>
      <ReportPeriodFilter
        period={filters.period}
        isBad={isBadPeriod}
        onChange={period => onChange({ period })}
      />
      <Select
        label={t('metrics.filter.team')}
        placeholder={t('metrics.filter.allTeams')}
        selectionMode="multiple"
        options={refs(keys('team'), mine, team)}
        value={team}
        onChange={chosen => onChange({ team: chosen.map(String) })}
      />
      <Select
        label={t('metrics.filter.service')}
        placeholder={t('metrics.filter.allServices')}
        selectionMode="multiple"
        options={refs(keys('service'), service)}
        value={service}
        onChange={chosen => onChange({ service: chosen.map(String) })}
      />
      <Select
        label={t('metrics.filter.priority')}
        placeholder={t('metrics.filter.allPriorities')}
        selectionMode="multiple"
        options={priorityIds.map(id => ({
          id,
          label: t('shared.priority.label', {
            word: t(`shared.priority.p${id}`),
            n: id,
          }),
        }))}
        value={priority}
        onChange={chosen =>
          onChange({ priority: priorityIds.filter(id => chosen.includes(id)) })
        }
      />
      <Select
        label={t('metrics.filter.source')}
        placeholder={t('metrics.filter.allSources')}
        selectionMode="multiple"
        options={sourceKinds.map(id => ({
          id,
          label: t(`metrics.source.${id}`),
        }))}
        value={source}
        onChange={chosen =>
          onChange({ source: sourceKinds.filter(id => chosen.includes(id)) })
        }
      />
      <ToggleButton
        isSelected={drills}
        onChange={included => onChange({ drills: included })}
      >
        {t('metrics.filter.drills')}
      </ToggleButton>
      {isNarrowed && (
        <Button variant="tertiary" onPress={() => onChange(nothingNarrowed)}>
          {t('metrics.filter.clear')}
        </Button>
      )}
    </FigureFilters>
  );
}
