import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, ButtonLink, useBreakpoint } from '@backstage/ui';
import {
  drillPlanPermission,
  ExperimentView,
} from '@countersign/plugin-chaos-drills-common';
import {
  EntityLink,
  FigureCell,
  FigureTable,
  RelativeTime,
  RowBoundary,
  shortName,
  useAsyncData,
  useNow,
  useTexts,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { chaosDrillsApiRef } from '../api';
import { experimentRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';
import { OverdueBadge } from './looks';
import {
  experimentFor,
  isOverdue,
  PlanItem,
  soonestFirst,
} from './planFilters';

/** So many lines stand there at first, and more with each press; on a phone each is a block. */
const SHOWN = { wide: 25, narrow: 8 };

/** What has to be drilled, the most overdue first, each with the experiment that drills it. */
export function PlanTable(props: {
  items: readonly PlanItem[];
  /** On the page of one service it is not named again. */
  hideEntity?: boolean;
}) {
  const { items, hideEntity } = props;
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const now = useNow();
  const step = useBreakpoint().down('sm') ? SHOWN.narrow : SHOWN.wide;
  const [presses, setPresses] = useState(0);
  const shown = step * (presses + 1);
  const experiments = useAsyncData('experiments', signal =>
    api.listExperiments({ signal }),
  );
  const sorted = soonestFirst(items, experiments.data?.items ?? []);
  const { allowed } = usePermission({ permission: drillPlanPermission });
  const columns = [
    ...(hideEntity ? [] : [t('plan.service')]),
    t('scenario'),
    t('plan.tier'),
    t('plan.lastDrilled'),
    t('plan.dueAt'),
    t('experiment.title'),
  ];
  return (
    <>
      <FigureTable
        label={t('plan.due')}
        columns={columns}
        rows={sorted.slice(0, shown).map(item => {
          const { entity, scenario, tier, lastAt, dueAt, overdueDays } = item;
          const id = `${entity} ${scenario}`;
          const cells = [
            scenario,
            tier,
            lastAt ? <RelativeTime instant={lastAt} /> : t('plan.never'),
            <div key="due" className={styles.row}>
              <RelativeTime instant={dueAt} />
              {isOverdue(item, now) && <OverdueBadge days={overdueDays} />}
            </div>,
            <ExperimentCell
              key="experiment"
              item={item}
              experiments={experiments.data?.items}
              mayPlan={allowed}
            />,
          ];
          return {
            id,
            name: (
              <RowBoundary name={id}>
                {hideEntity ? cells[0] : <EntityLink entityRef={entity} />}
              </RowBoundary>
            ),
            cells: (hideEntity ? cells.slice(1) : cells).map((cell, i) => (
              <FigureCell key={i} value={cell} />
            )),
          };
        })}
      />
      {items.length > shown && (
        <div>
          <Button
            size="small"
            variant="tertiary"
            onPress={() => setPresses(presses + 1)}
          >
            {t('plan.more', { count: Math.min(step, items.length - shown) })}
          </Button>
        </div>
      )}
    </>
  );
}

/** The way to drill what is due. */
function ExperimentCell(props: {
  item: PlanItem;
  /** Absent until they are known. */
  experiments?: readonly ExperimentView[];
  mayPlan: boolean;
}) {
  const { item, experiments, mayPlan } = props;
  const { t } = useTexts(chaosDrillsTranslationRef);
  const link = useRouteRef(experimentRouteRef);
  if (!experiments) return null;
  const names = { scenario: item.scenario, service: shortName(item.entity) };
  const found = experimentFor(item, experiments);
  if (!found) {
    return (
      <span
        className={styles.quiet}
        title={t('plan.noExperimentDetail', names)}
      >
        {t('plan.noExperiment')}
      </span>
    );
  }
  const href = link?.({ name: found.name });
  return (
    <ButtonLink
      size="small"
      variant="secondary"
      href={mayPlan ? `${href}?plan` : href}
      aria-label={
        mayPlan ? t('plan.planLabel', names) : `${found.name}: ${found.title}`
      }
    >
      {mayPlan ? t('plan.plan') : found.name}
    </ButtonLink>
  );
}
