/** What every dialog of the page takes. */
export interface DialogProps {
  isOpen: boolean;
  onClose(): void;
}
