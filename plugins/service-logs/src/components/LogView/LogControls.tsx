import { Button, Select } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import { TextInput, useTexts } from '@countersign/plugin-governance-react';
import {
  FilterProblem,
  LogOverview,
  LogSourceInfo,
  SavedLogQuery,
} from '@countersign/plugin-service-logs-common';
import { FormEvent, useEffect, useState } from 'react';
import { serviceLogsApiRef } from '../../api';
import { serviceLogsTranslationRef } from '../../translation';
import { ExportButton } from './ExportButton';
import {
  lastMinutes,
  leastSeverities,
  LogFilters,
  shifted,
} from './logAddress';
import { Asked } from './asked';
import styles from './LogView.module.css';
import { MetricButton } from './MetricButton';
import { ForgetQueryButton, SaveQueryButton } from './SaveQueryButton';

/** How long to wait for the next key before a filter is checked, in milliseconds. */
const PAUSE_MS = 300;

/** What is asked: filter, severity, time and source; live or not; saved queries; and what may be done with the result. */
export function LogControls(props: {
  overview: LogOverview;
  source: LogSourceInfo;
  filters: LogFilters;
  asked: Asked;
  isLive: boolean;
  onLive(isLive: boolean): void;
  onFilters(change: Partial<LogFilters>): void;
  onChanged(): void;
}) {
  const { overview, source, filters, asked, isLive, onLive } = props;
  const { onFilters, onChanged } = props;
  const { t } = useTexts(serviceLogsTranslationRef);
  const [text, setText] = useState(filters.filter);
  const problem = useFilterCheck(asked, text);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!problem) onFilters({ filter: text.trim() });
  };
  const chosen = overview.queries.find(
    ({ filter, kind }) => filter === filters.filter && kind === 'own',
  );
  return (
    <form className={styles.ask} aria-label={t('ask.label')} onSubmit={submit}>
      <div className={styles.filter}>
        <TextInput
          label={t('ask.filter')}
          description={
            source.language === 'logql' ? t('ask.logql') : t('ask.placeholder')
          }
          value={text}
          onChange={setText}
          error={problem && problemText(problem)}
          monospace
        />
        <Button type="submit" variant="primary" isDisabled={Boolean(problem)}>
          {text.trim() === filters.filter ? t('ask.again') : t('ask.search')}
        </Button>
      </div>
      <div className={styles.choices}>
        {source.language !== 'logql' && (
          <Select
            size="small"
            label={t('ask.severity')}
            options={[
              { id: 'any', label: t('ask.anySeverity') },
              ...leastSeverities.map(id => ({
                id,
                label: t('ask.from', { severity: t(`severity.${id}`) }),
              })),
            ]}
            value={filters.least ?? 'any'}
            onChange={key =>
              onFilters({ least: leastSeverities.find(each => each === key) })
            }
          />
        )}
        <TimeChoice {...props} />
        {overview.sources.length > 1 && (
          <Select
            size="small"
            label={t('ask.source')}
            options={overview.sources.map(({ name, title }) => ({
              id: name,
              label: title,
            }))}
            value={source.name}
            onChange={key => onFilters({ source: String(key) })}
          />
        )}
        {overview.queries.length > 0 && (
          <QueryChoice
            queries={overview.queries}
            onQuery={({ filter, source: of, minutes }) =>
              onFilters({
                filter,
                least: undefined,
                ...(of && { source: of }),
                ...(minutes && { minutes, window: undefined }),
              })
            }
          />
        )}
      </div>
      <div className={styles.buttons}>
        <Button
          size="small"
          variant="secondary"
          aria-pressed={isLive}
          onPress={() => onLive(!isLive)}
        >
          {isLive ? t('ask.stopLive') : t('ask.live')}
        </Button>
        {overview.may.save && (
          <SaveQueryButton
            asked={asked}
            minutes={filters.window ? undefined : filters.minutes}
            onSaved={onChanged}
          />
        )}
        {overview.may.save && chosen && (
          <ForgetQueryButton query={chosen} onForgotten={onChanged} />
        )}
        <MetricButton
          asked={asked}
          namesSource={overview.sources.length > 1}
          taken={overview.metrics.map(({ metadata }) => metadata.name)}
        />
        {overview.may.export && !isLive && (
          <ExportButton asked={asked} destinations={overview.destinations} />
        )}
      </div>
    </form>
  );
}

function TimeChoice(props: {
  filters: LogFilters;
  asked: Asked;
  isLive: boolean;
  onFilters(change: Partial<LogFilters>): void;
}) {
  const { filters, asked, isLive, onFilters } = props;
  const { t } = useTexts(serviceLogsTranslationRef);
  if (isLive) return null;
  const known = lastMinutes.find(each => each === filters.minutes);
  const isWindow = filters.window !== undefined || known === undefined;
  const move = (lengths: number) =>
    onFilters({ window: shifted(asked, lengths) });
  return (
    <div className={styles.time}>
      <Select
        size="small"
        label={t('ask.time')}
        options={[
          ...lastMinutes.map(each => ({
            id: String(each),
            label: t(`ask.last.${each}`),
          })),
          ...(isWindow ? [{ id: 'window', label: t('ask.window') }] : []),
        ]}
        value={isWindow ? 'window' : String(known)}
        onChange={key =>
          key !== 'window' &&
          onFilters({ minutes: Number(key), window: undefined })
        }
      />
      <Button size="small" variant="tertiary" onPress={() => move(-1)}>
        {t('ask.earlier')}
      </Button>
      <Button size="small" variant="tertiary" onPress={() => move(1)}>
        {t('ask.later')}
      </Button>
    </div>
  );
}

function QueryChoice(props: {
  queries: readonly SavedLogQuery[];
  onQuery(query: SavedLogQuery): void;
}) {
  const { queries, onQuery } = props;
  const { t } = useTexts(serviceLogsTranslationRef);
  return (
    <Select
      size="small"
      label={t('ask.queries')}
      placeholder={t('ask.queries')}
      options={queries.map(({ id, title, kind }) => ({
        id,
        label: kind === 'code' ? t('ask.ofTeam', { title }) : title,
      }))}
      value={null}
      onChange={key => {
        const query = queries.find(({ id }) => id === key);
        if (query) onQuery(query);
      }}
    />
  );
}

/** What is wrong with a filter while it is typed; nothing while nobody knows: what was wrong before may be mended by now. */
function useFilterCheck(
  { entityRef, source }: Asked,
  filter: string,
): FilterProblem | undefined {
  const api = useApi(serviceLogsApiRef);
  const [checked, setChecked] = useState<{
    filter: string;
    problem?: FilterProblem;
  }>();
  useEffect(() => {
    const gone = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const { problems } = await api.checkFilter(
          { entityRef, source, filter },
          { signal: gone.signal },
        );
        if (!gone.signal.aborted) setChecked({ filter, problem: problems[0] });
      } catch {
        // Searching says what is wrong, too.
        if (!gone.signal.aborted) setChecked(undefined);
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [api, entityRef, source, filter]);
  return checked?.filter === filter ? checked.problem : undefined;
}

function problemText({ from, message }: FilterProblem): string {
  return `${message} (character ${from + 1})`;
}
