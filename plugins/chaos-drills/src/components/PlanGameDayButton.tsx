import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button } from '@backstage/ui';
import {
  drillPlanPermission,
  PlanGameDay,
} from '@countersign/plugin-chaos-drills-common';
import {
  TextInput,
  useTexts,
  VerbDialog,
} from '@countersign/plugin-governance-react';
import { chaosDrillsApiRef } from '../api';
import { usePlanning } from '../hooks/usePlanning';
import { gameDayRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';

const empty = { title: '', goal: '' };

/** Plans a game day by its title and what is to be learned; its drills and observers are added on its page. */
export function PlanGameDayButton() {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const { allowed } = usePermission({ permission: drillPlanPermission });
  const planning = usePlanning({
    draft: 'chaos-drills/game-day',
    empty,
    plan: async (body: PlanGameDay, sent) =>
      (await api.planGameDay(body, sent)).gameDay.number,
    hrefOf: useRouteRef(gameDayRouteRef),
  });
  const { opening, values, change, errors } = planning;
  if (!allowed) return null;
  const title = values.title.trim();
  const goal = values.goal.trim();
  return (
    <>
      <Button variant="primary" onPress={opening.open}>
        {t('gameDay.plan.button')}
      </Button>
      <VerbDialog
        title={t('gameDay.plan.title')}
        action={t('gameDay.plan.button')}
        blocked={title.length < 3}
        state={planning.state}
        {...opening.dialog}
        onSubmit={() => planning.submit({ title, ...(goal && { goal }) })}
      >
        <TextInput
          label={t('gameDay.plan.name')}
          value={values.title}
          onChange={text => change({ title: text })}
          error={errors.title}
          isRequired
        />
        <TextInput
          label={t('gameDay.goal')}
          value={values.goal}
          onChange={text => change({ goal: text })}
          error={errors.goal}
          rows={3}
        />
      </VerbDialog>
    </>
  );
}
