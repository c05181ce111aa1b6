import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { AskedVerb } from '@countersign/plugin-incident-management-common';
import { RiMoreLine } from '@remixicon/react';
import { useState } from 'react';
import { incidentManagementTranslationRef } from '../../translation';
import { useOpening } from './useOpening';
import { VerbDialogOf } from './VerbDialogOf';

/** What is done less often, behind one button. */
export function MoreActions(props: { verbs: readonly AskedVerb[] }) {
  const { verbs } = props;
  const { t } = useTranslationRef(incidentManagementTranslationRef);
  const [chosen, setChosen] = useState<AskedVerb>();
  const opening = useOpening();
  if (!verbs.length) return null;
  return (
    <>
      <MenuTrigger>
        <Button size="small" variant="tertiary" iconStart={<RiMoreLine />}>
          {t('verbs.more')}
        </Button>
        <Menu>
          {verbs.map(verb => (
            <MenuItem
              key={verb}
              onAction={() => {
                setChosen(verb);
                opening.open();
              }}
            >
              {t(`verbs.verb.${verb}`)}
            </MenuItem>
          ))}
        </Menu>
      </MenuTrigger>
      {chosen && (
        <VerbDialogOf key={opening.key} verb={chosen} {...opening.dialog} />
      )}
    </>
  );
}
