import { Button } from '@backstage/ui';
import {
  ActionStateOf,
  NextStepOf,
  phraseOf,
  reasonOf,
} from '@countersign/plugin-governance-common';
import { Fragment, ReactNode } from 'react';
import { DialogProps, useOpening } from '../../hooks/useOpening';
import { SentenceText } from '../sentence';
import { MendText } from './Checklist';
import { conditionLine } from './conditionLine';
import { NextPanel } from './NextPanel';

/** The button of a verb with its dialog, which begins afresh each time it opens. */
function VerbDialogButton(props: {
  label: string;
  isPrimary: boolean;
  dialogOf(dialog: DialogProps): ReactNode;
}) {
  const { label, isPrimary, dialogOf } = props;
  const opening = useOpening();
  return (
    <>
      <Button
        size={isPrimary ? 'medium' : 'small'}
        variant={isPrimary ? 'primary' : 'secondary'}
        onPress={opening.open}
      >
        {label}
      </Button>
      <Fragment key={opening.key}>{dialogOf(opening.dialog)}</Fragment>
    </>
  );
}

/** What is needed next for a record, with its button; what else the reader may do; and why the next step is not for them. */
export function RecordNext<V extends string>(props: {
  next: NextStepOf<V>;
  actions: readonly ActionStateOf<V>[];
  labelOf(verb: V): string;
  /** Asks for what a verb takes. */
  dialogOf(verb: V, dialog: DialogProps): ReactNode;
}) {
  const { next, actions, labelOf, dialogOf } = props;
  const open = actions.filter(({ allowed }) => allowed);
  const primary = open.find(({ verb }) => verb === next.verb);
  const refused = actions.find(
    ({ verb, allowed }) => verb === next.verb && !allowed,
  );
  const button = (verb: V, isPrimary: boolean) => (
    <VerbDialogButton
      label={labelOf(verb)}
      isPrimary={isPrimary}
      dialogOf={dialog => dialogOf(verb, dialog)}
    />
  );
  return (
    <NextPanel
      text={<SentenceText sentence={phraseOf('text', next) ?? ''} />}
      who={next.who}
      primary={primary && button(primary.verb, true)}
      lines={next.conditions.map(condition =>
        conditionLine(
          condition,
          <MendText>
            <SentenceText sentence={phraseOf('remedy', condition) ?? ''} />
          </MendText>,
        ),
      )}
      others={open
        .filter(({ verb }) => verb !== primary?.verb)
        .map(({ verb }) => ({ id: verb, button: button(verb, false) }))}
      refused={
        refused && [
          {
            actions: [{ id: refused.verb, label: labelOf(refused.verb) }],
            reason: <SentenceText sentence={reasonOf(refused)} />,
          },
        ]
      }
    />
  );
}
