import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Container, Link } from '@backstage/ui';
import { DRILLS_SIGNAL_CHANNEL } from '@countersign/plugin-chaos-drills-common';
import {
  AsyncContent,
  ChoiceFilter,
  deniedPage,
  EmptyState,
  FilterChips,
  FilterRow,
  NotForYou,
  PageTitle,
  Panel,
  shortName,
  useAsyncData,
  useFiltersInAddress,
  useNow,
  useRefetchOnSignal,
  useTexts,
} from '@countersign/plugin-governance-react';
import { chaosDrillsApiRef } from '../api';
import { experimentsRouteRef, journalsRouteRef, runsRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';
import { DrillLines } from './DrillLines';
import {
  isOverdue,
  planFilterAddress,
  PlanItem,
  tierCounts,
} from './planFilters';
import { PlanTable } from './PlanTable';

/** So many of the last drills stand here; the list has the rest. */
const LAST = 8;

/** What runs now, what is due by the plan, and what was drilled last. */
export function PlanPage() {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const runs = useRouteRef(runsRouteRef)?.();
  const experiments = useRouteRef(experimentsRouteRef)?.();
  const journals = useRouteRef(journalsRouteRef)?.();
  const options = { refetchOnFocus: true, keepPrevious: true };
  const running = useAsyncData(
    'running',
    signal => api.listDrills({ state: ['running'], limit: 50 }, { signal }),
    options,
  );
  const last = useAsyncData(
    'last',
    signal =>
      api.listDrills(
        { state: ['planned', 'ended', 'canceled'], limit: LAST },
        { signal },
      ),
    options,
  );
  const plan = useAsyncData('plan', signal => api.getPlan({ signal }), options);
  useRefetchOnSignal(DRILLS_SIGNAL_CHANNEL, running.refetch);
  useRefetchOnSignal(DRILLS_SIGNAL_CHANNEL, last.refetch);
  useRefetchOnSignal(DRILLS_SIGNAL_CHANNEL, plan.refetch);
  const denied = deniedPage(plan);
  if (denied !== undefined) {
    return <NotForYou page={t('area.plan')} title={denied} />;
  }
  return (
    <Container className={styles.page}>
      <PageTitle title={t('area.plan')} />
      <Panel title={t('plan.running')}>
        <AsyncContent what={t('plan.runningWhat')} rows={1} result={running}>
          {({ items }) =>
            items.length === 0 ? (
              <div className={styles.row}>
                <span className={styles.quiet}>{t('plan.runningNone')}</span>
                {experiments && (
                  <Link href={experiments}>{t('plan.chooseExperiment')}</Link>
                )}
              </div>
            ) : (
              <DrillLines drills={items} label={t('plan.running')} />
            )
          }
        </AsyncContent>
      </Panel>
      <Panel
        title={t('plan.due')}
        aside={
          journals && (
            <ButtonLink size="small" variant="tertiary" href={journals}>
              {t('journal.title')}
            </ButtonLink>
          )
        }
      >
        <AsyncContent what={t('plan.dueWhat')} rows={6} result={plan}>
          {({ items }) => <Due items={items} />}
        </AsyncContent>
      </Panel>
      <Panel
        title={t('plan.last')}
        aside={
          runs && (
            <ButtonLink size="small" variant="secondary" href={runs}>
              {t('plan.all')}
            </ButtonLink>
          )
        }
      >
        <AsyncContent what={t('plan.lastWhat')} rows={4} result={last}>
          {({ items }) =>
            items.length === 0 ? (
              <span className={styles.quiet}>{t('plan.lastNone')}</span>
            ) : (
              <DrillLines drills={items} label={t('plan.last')} />
            )
          }
        </AsyncContent>
      </Panel>
    </Container>
  );
}

/** The plan, narrowed by what the address says. */
function Due({ items }: { items: PlanItem[] }) {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const now = useNow();
  const { filters, setFilters, clear, search } =
    useFiltersInAddress(planFilterAddress);
  if (items.length === 0) {
    return (
      <EmptyState
        title={t('plan.dueNone')}
        description={t('plan.dueNoneDetail')}
      />
    );
  }
  const { tier, entity, due } = filters;
  const tiers = tierCounts(items, now);
  const shown = items.filter(
    item =>
      (tier.length === 0 || tier.includes(item.tier)) &&
      (entity.length === 0 || entity.includes(item.entity)) &&
      (due.length === 0 || isOverdue(item, now)),
  );
  return (
    <>
      <ul className={styles.row} aria-label={t('plan.tier')}>
        {tiers.map(({ tier: name, total, overdue }) => (
          <li key={name} className={styles.chip}>
            {t('plan.tierLine', {
              tier: name,
              overdue: String(overdue),
              total: String(total),
            })}
          </li>
        ))}
      </ul>
      <FilterRow isFiltered={search !== ''} onClear={clear}>
        <ChoiceFilter
          label={t('plan.tier')}
          choices={tiers.map(each => each.tier)}
          labelOf={name => name}
          value={tier}
          onChange={value => setFilters({ tier: value })}
        />
        <ChoiceFilter
          label={t('plan.dueAt')}
          choices={['overdue'] as const}
          labelOf={() => t('plan.onlyOverdue')}
          value={due}
          onChange={value => setFilters({ due: value })}
        />
      </FilterRow>
      <FilterChips
        chips={entity.map(ref => ({
          id: ref,
          text: `${t('plan.service')}: ${shortName(ref)}`,
          without: { entity: entity.filter(other => other !== ref) },
        }))}
        onChange={setFilters}
      />
      {shown.length === 0 ? (
        <span className={styles.quiet}>{t('plan.dueFiltered')}</span>
      ) : (
        <PlanTable items={shown} />
      )}
    </>
  );
}
