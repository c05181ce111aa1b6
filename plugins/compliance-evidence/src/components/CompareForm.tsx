import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { runNumber } from '@countersign/plugin-compliance-evidence-common';
import {
  SubmitArea,
  TextInput,
  useTexts,
} from '@countersign/plugin-governance-react';
import { RiArrowLeftRightLine } from '@remixicon/react';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { compareRouteRef } from '../routes';
import { complianceEvidenceTranslationRef } from '../translation';

/** Asks for the earlier run, and leads to the comparison. */
export function CompareButton({ number }: { number: string }) {
  const { t } = useTexts(complianceEvidenceTranslationRef);
  const compareLink = useRouteRef(compareRouteRef);
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const older = runNumber.schema.safeParse(typed.trim().toUpperCase()).data;
  const isUsable = older !== undefined && older !== number;
  const submit = () => {
    const href = isUsable ? compareLink?.({ number, older }) : undefined;
    if (href) navigate(href);
  };
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiArrowLeftRightLine />}
        onPress={() => setOpen(true)}
      >
        {t('run.compare')}
      </Button>
      <Dialog isOpen={isOpen} onOpenChange={setOpen} width={480}>
        <DialogHeader>{t('run.compareTitle', { number })}</DialogHeader>
        <DialogBody>
          <SubmitArea onSubmit={submit}>
            <TextInput
              label={t('run.compareLabel')}
              description={t('run.compareHint')}
              isRequired
              value={typed}
              onChange={setTyped}
            />
          </SubmitArea>
        </DialogBody>
        <DialogFooter>
          <Button variant="primary" isDisabled={!isUsable} onPress={submit}>
            {t('run.compare')}
          </Button>
        </DialogFooter>
      </Dialog>
    </>
  );
}
