import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { useTexts } from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../translation';
import { AlertRecords } from './AlertRecords';
import { DeploymentRecords } from './DeploymentRecords';
import { IncidentRecords } from './IncidentRecords';
import type { RecordsBehind } from './RecordsButton';

/** The records behind a number. */
export function RecordsDialog(props: {
  behind: RecordsBehind;
  isOpen: boolean;
  onClose(): void;
}) {
  const { behind, isOpen, onClose } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={open => !open && onClose()}
      width={behind.of === undefined || behind.of === 'incidents' ? 720 : 920}
    >
      <DialogHeader>{behind.title}</DialogHeader>
      <DialogBody>
        <Records behind={behind} />
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('metrics.records.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

/** Asked for when the dialog opens. */
function Records({ behind }: { behind: RecordsBehind }) {
  switch (behind.of) {
    case 'deployments':
      return <DeploymentRecords behind={behind} title={behind.title} />;
    case 'alerts':
      return <AlertRecords behind={behind} title={behind.title} />;
    default:
      return <IncidentRecords behind={behind} title={behind.title} />;
  }
}
