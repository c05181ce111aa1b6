import { useState } from 'react';

/** What every dialog takes. */
export interface DialogProps {
  isOpen: boolean;
  onClose(): void;
}

/** Whether a dialog is open, and a key that is another one each time it opens: it begins with what stands there then. */
export function useOpening(): {
  open(): void;
  key: number;
  dialog: DialogProps;
} {
  const [times, setTimes] = useState(0);
  const [isOpen, setOpen] = useState(false);
  return {
    open: () => {
      setTimes(n => n + 1);
      setOpen(true);
    },
    key: times,
    dialog: { isOpen, onClose: () => setOpen(false) },
  };
}
