import { useState } from 'react';
import { DialogProps } from '../../hooks/useOpening';
import { EntityPicker } from '../EntityPicker';
import { VerbDialog } from './VerbDialog';
import { Verb } from './VerbState';

/** Asks who sees to a record; nobody where the field is empty. */
export function PersonDialog(
  props: DialogProps & {
    title: string;
    /** What the button that does it says. */
    action: string;
    /** Of the field, and what stands beneath it. */
    label: string;
    description?: string;
    /** Who sees to it now. */
    person?: string;
    verb: Verb<{ person?: string }>;
  },
) {
  const { title, action, label, description, isOpen, onClose } = props;
  const [[person], setPeople] = useState<string[]>(
    props.person ? [props.person] : [],
  );
  const { run, ...state } = props.verb;
  return (
    <VerbDialog
      title={title}
      action={action}
      state={state}
      blocked={person === props.person}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={async () => {
        if (await run({ ...(person && { person }) })) onClose();
      }}
    >
      <EntityPicker
        label={label}
        description={description}
        kinds={['User']}
        single
        value={person ? [person] : []}
        onChange={setPeople}
      />
    </VerbDialog>
  );
}
