import { ToneBadge, useTexts } from '@countersign/plugin-governance-react';
import { NoteState } from '@countersign/sample-notes-common';
import { RiCheckLine, RiStickyNoteLine } from '@remixicon/react';
import { notesTranslationRef } from '../translation';

/** The color and the icon of each state, wherever it is shown. */
export const stateLooks = {
  open: { tone: 'active', icon: RiStickyNoteLine },
  done: { tone: 'success', icon: RiCheckLine },
} as const;

/** Where a note stands: one color, one icon, one word. */
export function StateBadge(props: { state: NoteState }) {
  const { t } = useTexts(notesTranslationRef);
  const { tone, icon } = stateLooks[props.state];
  return (
    <ToneBadge tone={tone} icon={icon}>
      {t(`state.${props.state}`)}
    </ToneBadge>
  );
}
