import { KeyboardEvent } from 'react';

/** Calls `submit` on Ctrl-Enter and Cmd-Enter. */
export function onSubmitKey(submit: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    }
  };
}
