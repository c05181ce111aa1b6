import { useApi } from '@backstage/frontend-plugin-api';
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
import { changeManagementApiRef } from '../../api';
import { useSaving, useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';

/** Asks once more before a freeze or a maintenance window is withdrawn. */
export function EndRuleDialog(props: {
  band: CalendarBand;
  onCancel(): void;
  onEnded(): void;
}) {
  const { t } = useTexts(changeManagementTranslationRef);
  const { band, onCancel, onEnded } = props;
  const { title } = band;
  const api = useApi(changeManagementApiRef);
  const { save, isPending, failure } = useSaving(onEnded);

  const end = () =>
    save({
      work: () => api.endScheduleRule(band.ruleId),
      title: t('calendar.rules.ended', { title }),
    });

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
        <Button destructive isPending={isPending} onPress={end}>
          {t('calendar.rules.confirm')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
