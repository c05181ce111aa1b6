import { Select } from '@backstage/ui';
import {
  FigureFilters,
  ReportPeriodFilter,
  shortName,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { MetricsParams } from './metricsParams';

/** Environments everybody has; those in the address are added. */
const usualEnvironments = ['development', 'staging', 'production'];

/** Period, teams and environments; all live in the address. */
export function MetricsFilters(props: {
  params: MetricsParams;
  /** Teams that the report knows of. */
  knownTeams: string[];
  badRange: boolean;
  onChange(params: MetricsParams): void;
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { params, knownTeams, badRange, onChange } = props;
  const set = (change: Partial<MetricsParams>) =>
    onChange({ ...params, ...change });
  const teams = [...new Set([...knownTeams, ...params.teams])].sort();
  const environments = [
    ...new Set([...usualEnvironments, ...params.environments]),
  ];
  return (
    <FigureFilters>
      <ReportPeriodFilter
        period={params.period}
        isBad={badRange}
        onChange={period => set({ period })}
      />
      <Select
        label={t('metrics.filter.team')}
        placeholder={t('metrics.filter.allTeams')}
        selectionMode="multiple"
        options={teams.map(ref => ({
          id: ref,
          label: shortName(ref),
        }))}
        value={params.teams}
        onChange={keys => set({ teams: keys.map(String) })}
      />
      <Select
        label={t('metrics.filter.environment')}
        placeholder={t('metrics.filter.allEnvironments')}
        selectionMode="multiple"
        options={environments.map(name => ({ id: name, label: name }))}
        value={params.environments}
        onChange={keys => set({ environments: keys.map(String) })}
      />
    </FigureFilters>
  );
}
