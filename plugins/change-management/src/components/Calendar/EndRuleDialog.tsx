import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import { CalendarBand } from '@countersign/plugin-change-management-common';
import { useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { changeManagementTranslationRef } from '../../translation';

/** Asks once more before a freeze or a maintenance window is withdrawn. */
export function EndRuleDialog(props: {
  band: CalendarBand;
  onCancel(): void;
  onEnded(): void;
}) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { band, onCancel, onEnded } = props;
  const { title } = band;
  const api = useApi(changeManagementApiRef);
  const toastApi = useApi(toastApiRef);
  const [ending, setEnding] = useState(false);
  const [failure, setFailure] = useState<Error>();

  const end = async () => {
    setEnding(true);
    setFailure(undefined);
    try {
      await api.endScheduleRule(band.ruleId);
      toastApi.post({
        title: t('calendar.rules.ended', { title }),
        status: 'success',
        timeout: 5000,
      });
      onEnded();
    } catch (error) {
      setFailure(error as Error);
      setEnding(false);
    }
  };

  return (
    <Dialog isOpen onOpenChange={open => !open && onCancel()}>
      <DialogHeader>{t('calendar.rules.confirmTitle', { title })}</DialogHeader>
      <DialogBody>
        <Text>{t('calendar.rules.confirmText')}</Text>
        {failure && (
          <Alert role="alert" status="danger" icon title={failure.message} />
        )}
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onCancel}>
          {t('calendar.rules.keep')}
        </Button>
        <Button destructive isPending={ending} onPress={end}>
          {t('calendar.rules.confirm')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
