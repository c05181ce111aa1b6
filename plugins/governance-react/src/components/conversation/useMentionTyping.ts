import {
  MentionBeginning,
  mentionBeingTyped,
} from '@countersign/plugin-governance-common';
import { RefObject, useEffect, useState } from 'react';

/** The mention the reader is typing, if any, and how to complete it. */
export interface MentionTyping {
  begun?: MentionBeginning;
  /** Puts the name in the place of what was typed of it. */
  take(name: string): void;
  close(): void;
}

/** Watches the text field inside the area for a name that is being typed. */
export function useMentionTyping(
  area: RefObject<HTMLElement>,
  text: string,
  setText: (text: string) => void,
): MentionTyping {
  const [caret, setCaret] = useState<number>();
  /** Where a mention begins whose list was closed. */
  const [closed, setClosed] = useState<number>();
  useEffect(() => {
    const field = () => area.current?.querySelector('textarea');
    const look = () => {
      const textarea = field();
      const isHere = textarea && document.activeElement === textarea;
      setCaret(
        isHere && textarea.selectionStart === textarea.selectionEnd
          ? textarea.selectionStart
          : undefined,
      );
    };
    look();
    document.addEventListener('selectionchange', look);
    document.addEventListener('focusin', look);
    return () => {
      document.removeEventListener('selectionchange', look);
      document.removeEventListener('focusin', look);
    };
  }, [area, text]);

  const found =
    caret === undefined ? undefined : mentionBeingTyped(text, caret);
  const begun = found && found.start !== closed ? found : undefined;
  const take = (name: string) => {
    if (!begun || caret === undefined) return;
    const before = `${text.slice(0, begun.start)}@${name} `;
    setText(before + text.slice(caret).replace(/^ /, ''));
    setClosed(undefined);
    // After the field has the new text, which moves its caret to the end.
    requestAnimationFrame(() => {
      const textarea = area.current?.querySelector('textarea');
      textarea?.focus();
      textarea?.setSelectionRange(before.length, before.length);
    });
  };
  return { begun, take, close: () => setClosed(begun?.start) };
}
