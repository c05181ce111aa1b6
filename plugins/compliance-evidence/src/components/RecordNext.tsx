import {
  ActionStateOf,
  NextStepOf,
  phraseOf,
  reasonOf,
} from '@countersign/plugin-governance-common';
import {
  conditionLine,
  MendText,
  NextPanel,
  SentenceText,
} from '@countersign/plugin-governance-react';
import { Button } from '@backstage/ui';
import { ReactNode, useState } from 'react';

/** What every dialog of a verb takes. */
export interface DialogProps {
  isOpen: boolean;
  onClose(): void;
}

/** The button of a verb with its dialog, which begins afresh each time it opens. */
function VerbDialogButton(props: {
  label: string;
  isPrimary: boolean;
  dialogOf(dialog: DialogProps): ReactNode;
}) {
  const { label, isPrimary, dialogOf } = props;
  const [times, setTimes] = useState(0);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size={isPrimary ? 'medium' : 'small'}
        variant={isPrimary ? 'primary' : 'secondary'}
        onPress={() => {
          setTimes(n => n + 1);
          setOpen(true);
        }}
      >
        {label}
      </Button>
      <div key={times}>
        {dialogOf({ isOpen, onClose: () => setOpen(false) })}
      </div>
    </>
  );
}

/** What is needed next for a record, with its button; what else the reader may do; and why the next step is not for them. */
export function RecordNext<V extends string>(props: {
  next: NextStepOf<V>;
  actions: readonly ActionStateOf<V>[];
  labelOf(verb: V): string;
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
