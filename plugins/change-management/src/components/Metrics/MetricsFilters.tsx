import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import {
  shortName,
  WallClockField,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import styles from './Metrics.module.css';
import { MetricsParams, presetRanges } from './metricsParams';

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
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { params, knownTeams, badRange, onChange } = props;
  const set = (change: Partial<MetricsParams>) =>
    onChange({ ...params, ...change });
  const teams = [...new Set([...knownTeams, ...params.teams])].sort();
  const environments = [
    ...new Set([...usualEnvironments, ...params.environments]),
  ];
  return (
    <div className={styles.filters}>
      <Select
        label={t('metrics.filter.range')}
        options={[
          ...presetRanges.map(range => ({
            id: range,
            label: t(`metrics.filter.range${range}`),
          })),
          { id: 'own', label: t('metrics.filter.rangeOwn') },
        ]}
        value={params.range}
        onChange={key =>
          set({ range: presetRanges.find(range => range === key) ?? 'own' })
        }
      />
      {params.range === 'own' && (
        <>
          <WallClockField
            type="date"
            label={t('metrics.filter.from')}
            value={params.from}
            onChange={from => set({ from })}
          />
          <WallClockField
            type="date"
            label={t('metrics.filter.to')}
            value={params.to}
            onChange={to => set({ to })}
            error={badRange ? t('metrics.filter.badRange') : undefined}
          />
        </>
      )}
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
    </div>
  );
}
