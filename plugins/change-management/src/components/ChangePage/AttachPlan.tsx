import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { useState } from 'react';
import {
  errorsByField,
  RefusalNotice,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { PlanDrop, ReadPlan } from '../Plan';
import { ActionWarning } from './ActionWarning';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';
import { useVerb } from './useVerb';

/** Gives the change a new plan. */
export function AttachPlan() {
  const { t } = useTexts(changeManagementTranslationRef);
  const { number, version, plan } = useChangePage().detail.change;
  const { run, isPending, refusal, moved } = useVerb('plan');
  const [isOpen, setOpen] = useState(false);
  const [read, setRead] = useState<ReadPlan>();
  const wrong = errorsByField(refusal?.problems ?? []).plan;
  const submit = async () => {
    if (read && (await run({ version, plan: read.plan }))) {
      setRead(undefined);
      setOpen(false);
    }
  };
  return (
    <>
      <Button size="small" variant="secondary" onPress={() => setOpen(true)}>
        {t(plan ? 'change.plan.attachNew' : 'change.plan.attach')}
      </Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} width={560}>
        <DialogHeader>{t('change.dialog.planTitle', { number })}</DialogHeader>
        <DialogBody>
          <div className={styles.dialog}>
            <p className={styles.lead}>{t('change.dialog.planLead')}</p>
            <ActionWarning verb="plan" />
            {refusal && !wrong && (
              <RefusalNotice refusal={refusal} moved={moved} />
            )}
            <PlanDrop plan={read} error={wrong} onPlan={setRead} />
          </div>
        </DialogBody>
        <DialogFooter>
          <Button variant="secondary" onPress={() => setOpen(false)}>
            {t('change.dialog.back')}
          </Button>
          <Button
            variant="primary"
            isDisabled={!read}
            isPending={isPending}
            onPress={submit}
          >
            {t('change.verb.plan')}
          </Button>
        </DialogFooter>
      </Dialog>
    </>
  );
}
