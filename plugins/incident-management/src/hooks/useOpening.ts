import { useState } from 'react';

/** Whether a dialog is open, and a key that is another one each time it opens: it begins with what stands there then. */
export function useOpening() {
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
