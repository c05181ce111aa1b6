import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button } from '@backstage/ui';
import {
  drillPlanPermission,
  PlanGameDay,
} from '@countersign/plugin-chaos-drills-common';
import {
  errorsByField,
  TextInput,
  useAction,
  useFormDraft,
  useIdempotencyKey,
  useOpening,
  useTexts,
  VerbDialog,
} from '@countersign/plugin-governance-react';
import { useRef } from 'react';
import { useNavigate } from 'react-router-dom';
import { chaosDrillsApiRef } from '../api';
import { gameDayRouteRef } from '../routes';
import { chaosDrillsTranslationRef } from '../translation';

const empty = { title: '', goal: '' };

/** Plans a game day by its title and what is to be learned; its drills and observers are added on its page. */
export function PlanGameDayButton() {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const navigate = useNavigate();
  const link = useRouteRef(gameDayRouteRef);
  const { allowed } = usePermission({ permission: drillPlanPermission });
  const opening = useOpening();
  const { keyFor, done } = useIdempotencyKey();
  const { values, change, discard } = useFormDraft(
    'chaos-drills/game-day',
    empty,
  );
  const planned = useRef<string>();
  const { run, ...state } = useAction(
    async (body: PlanGameDay) => {
      const { gameDay } = await api.planGameDay(body, {
        idempotencyKey: keyFor(body),
      });
      planned.current = gameDay.number;
    },
    () => {
      done();
      discard();
    },
  );
  if (!allowed) return null;
  const title = values.title.trim();
  const goal = values.goal.trim();
  const errors = errorsByField(state.refusal?.problems ?? []);
  const submit = async () => {
    if (!(await run({ title, ...(goal && { goal }) }))) return;
    opening.dialog.onClose();
    const href = planned.current && link?.({ number: planned.current });
    if (href) navigate(href);
  };
  return (
    <>
      <Button variant="primary" onPress={opening.open}>
        {t('gameDay.plan.button')}
      </Button>
      <VerbDialog
        title={t('gameDay.plan.title')}
        action={t('gameDay.plan.button')}
        blocked={title.length < 3}
        state={state}
        {...opening.dialog}
        onSubmit={submit}
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
