import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink } from '@backstage/ui';
import {
  ActionState,
  startsUnapproved,
} from '@countersign/plugin-change-management-common';
import { useState } from 'react';
import { useTexts } from '@countersign/plugin-governance-react';
import { editChangeRouteRef } from '../../routes';
import { changeManagementTranslationRef } from '../../translation';
import { ApproveDialog } from './ApproveDialog';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';
import { ConfirmDialog } from './ConfirmDialog';
import { DirectVerbButton } from './DirectVerbButton';
import { EmergencyNotice } from './EmergencyNotice';
import { TextVerbDialog } from './TextVerbDialog';

/** The button of an action that is open to the reader, with the dialog it needs. */
export function ActionButton(props: {
  verb: ActionState['verb'];
  variant: 'primary' | 'secondary';
  size?: 'small' | 'medium';
}) {
  const { verb, variant, size } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const { actions, approvals, change } = useChangePage().detail;
  const edit = useRouteRef(editChangeRouteRef);
  const [isOpen, setOpen] = useState(false);
  const dialog = { isOpen, onClose: () => setOpen(false) };
  const opener = (
    <Button
      size={size}
      variant={variant}
      destructive={verb === 'cancel' || verb === 'reject'}
      onPress={() => setOpen(true)}
    >
      {t(
        verb === 'start' && startsUnapproved(change)
          ? 'change.verb.startNow'
          : `change.verb.${verb}`,
      )}
    </Button>
  );
  switch (verb) {
    case 'edit':
      return (
        <ButtonLink
          size={size}
          variant={variant}
          href={edit?.({ number: change.number })}
        >
          {t('change.verb.edit')}
        </ButtonLink>
      );
    case 'decline':
      return (
        <>
          {opener}
          <ConfirmDialog verb="decline" {...dialog}>
            <p className={styles.lead}>{t('change.dialog.declineLead')}</p>
          </ConfirmDialog>
        </>
      );
    case 'authorize':
      // Asked for by somebody who could approve it: they should know first.
      return actions.some(a => a.verb === verb && a.warning) ? (
        <>
          {opener}
          <ConfirmDialog verb="authorize" {...dialog} />
        </>
      ) : (
        <DirectVerbButton verb={verb} variant={variant} size={size} />
      );
    case 'start':
      return startsUnapproved(change) ? (
        <>
          {opener}
          <ConfirmDialog verb="start" {...dialog}>
            <EmergencyNotice />
          </ConfirmDialog>
        </>
      ) : (
        <DirectVerbButton verb={verb} variant={variant} size={size} />
      );
    case 'submit':
    case 'resume':
      return <DirectVerbButton verb={verb} variant={variant} size={size} />;
    case 'approve':
    case 'request-changes':
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
    case 'withdraw':
    case 'withdraw-request':
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
