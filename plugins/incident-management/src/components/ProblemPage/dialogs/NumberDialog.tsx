import { Text } from '@backstage/ui';
import {
  DialogProps,
  TextInput,
  Verb,
  VerbDialog,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';

/** Asks for the number of another record, and nothing else. */
export function NumberDialog<B>(
  props: DialogProps & {
    title: string;
    action: string;
    lead?: string;
    label: string;
    hint: string;
    initial?: string;
    verb: Verb<B>;
    /** Nothing is sent without one. */
    bodyOf(number: string): B | undefined;
  },
) {
  const { title, action, lead, label, hint, initial = '' } = props;
  const { verb, bodyOf, isOpen, onClose } = props;
  const [number, setNumber] = useState(initial);
  const { run, ...state } = verb;
  const body = bodyOf(number.trim().toUpperCase());
  return (
    <VerbDialog
      title={title}
      action={action}
      blocked={body === undefined}
      state={state}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={async () => {
        if (body !== undefined && (await run(body))) onClose();
      }}
    >
      {lead && <Text>{lead}</Text>}
      <TextInput
        label={label}
        description={hint}
        isRequired
        value={number}
        onChange={setNumber}
      />
    </VerbDialog>
  );
}
