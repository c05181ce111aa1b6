import { Button, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiMoreLine } from '@remixicon/react';
import { Fragment, ReactNode, useState } from 'react';
import { useOpening, useTexts } from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../translation';

/** What is done less often with a record, behind one button. */
export function MoreActions<V extends string>(props: {
  verbs: readonly V[];
  labelOf(verb: V): string;
  /** The dialog that asks for what a verb takes. */
  dialogOf(verb: V, dialog: { isOpen: boolean; onClose(): void }): ReactNode;
}) {
  const { verbs, labelOf, dialogOf } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const [chosen, setChosen] = useState<V>();
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
              {labelOf(verb)}
            </MenuItem>
          ))}
        </Menu>
      </MenuTrigger>
      {chosen !== undefined && (
        <Fragment key={opening.key}>
          {dialogOf(chosen, opening.dialog)}
        </Fragment>
      )}
    </>
  );
}
