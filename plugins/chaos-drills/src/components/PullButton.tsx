import { useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Text, ToggleButton } from '@backstage/ui';
import { leverPullPermission } from '@countersign/plugin-chaos-drills-common';
import {
  useAction,
  useDraft,
  useIdempotencyKey,
  useOpening,
  useTexts,
  VerbDialog,
} from '@countersign/plugin-governance-react';
import { RiStopCircleLine } from '@remixicon/react';
import { chaosDrillsApiRef } from '../api';
import { useLever } from '../hooks/useLever';
import { chaosDrillsTranslationRef } from '../translation';
import styles from './Drills.module.css';

const usual = ['reasonCustomers', 'reasonIncident', 'reasonFault'] as const;

/**
 * Stops every drill, from every page of the area: two presses and a reason, which is one press where it is a usual one, so that
 * nobody slips and nobody has to type in a hurry.
 */
export function PullButton() {
  const { t } = useTexts(chaosDrillsTranslationRef);
  const api = useApi(chaosDrillsApiRef);
  const lever = useLever();
  const { allowed } = usePermission({ permission: leverPullPermission });
  const opening = useOpening();
  const { keyFor, done } = useIdempotencyKey();
  const [reason, setReason] = useDraft('chaos-drills/pull');
  const { run, ...state } = useAction(async (body: { reason: string }) => {
    lever.setData(await api.pullLever(body, { idempotencyKey: keyFor(body) }));
    done();
  }, lever.refetch);
  if (!allowed) return null;
  const submit = async () => {
    if (!(await run({ reason: reason.trim() }))) return;
    setReason('');
    opening.dialog.onClose();
  };
  return (
    <>
      <Button
        variant="secondary"
        destructive
        iconStart={<RiStopCircleLine />}
        onPress={() => {
          state.clear();
          opening.open();
        }}
      >
        {t('lever.pull')}
      </Button>
      <VerbDialog
        title={t('lever.pullTitle')}
        action={t('lever.pullAction')}
        textLabel={t('lever.reason')}
        text={reason}
        onText={setReason}
        required
        destructive
        state={state}
        {...opening.dialog}
        onSubmit={submit}
      >
        <Text>{t('lever.pullLead')}</Text>
        <div
          role="group"
          aria-label={t('lever.reasons')}
          className={styles.row}
        >
          {usual
            .map(id => t(`lever.${id}`))
            .map(text => (
              <ToggleButton
                key={text}
                size="small"
                isSelected={text === reason}
                onChange={isChosen => setReason(isChosen ? text : '')}
              >
                {text}
              </ToggleButton>
            ))}
        </div>
      </VerbDialog>
    </>
  );
}
