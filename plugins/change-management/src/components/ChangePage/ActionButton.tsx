import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink } from '@backstage/ui';
import { ActionState } from '@countersign/plugin-change-management-common';
import { useState } from 'react';
import { editChangeRouteRef } from '../../routes';
import { changeManagementTranslationRef } from '../../translation';
import { ApproveDialog } from './ApproveDialog';
import { useChangePage } from './ChangeContext';
import { DirectVerbButton } from './DirectVerbButton';
import { TextVerbDialog } from './TextVerbDialog';

/** The button of an action that is open to the reader, with the dialog it needs. */
export function ActionButton(props: {
  verb: ActionState['verb'];
  variant: 'primary' | 'secondary';
}) {
  const { verb, variant } = props;
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { change, approvals } = useChangePage().detail;
  const edit = useRouteRef(editChangeRouteRef);
  const [isOpen, setOpen] = useState(false);
  const dialog = { isOpen, onClose: () => setOpen(false) };
  const opener = (
    <Button
      variant={variant}
      destructive={verb === 'cancel' || verb === 'reject'}
      onPress={() => setOpen(true)}
    >
      {t(`change.verb.${verb}`)}
    </Button>
  );
  switch (verb) {
    case 'edit':
      return (
        <ButtonLink variant={variant} href={edit?.({ number: change.number })}>
          {t('change.verb.edit')}
        </ButtonLink>
      );
    case 'submit':
    case 'authorize':
    case 'start':
    case 'resume':
      return <DirectVerbButton verb={verb} variant={variant} />;
    case 'approve':
    case 'reject':
      return approvals ? (
        <>
          {opener}
          <ApproveDialog verb={verb} approvals={approvals} {...dialog} />
        </>
      ) : null;
    case 'complete':
    case 'close':
    case 'cancel':
    case 'hold':
      return (
        <>
          {opener}
          <TextVerbDialog verb={verb} {...dialog} />
        </>
      );
    default:
      return null;
  }
}
