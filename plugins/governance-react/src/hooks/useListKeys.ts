import { RefObject, useEffect } from 'react';

/** True where a key is text, or belongs to a dialog or menu. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest(
        'input, textarea, select, [role=dialog], [role=listbox]',
      ) !== null)
  );
}

/**
 * `/` searches, `j`, `k` and the arrows move through the rows, `c` opens a new record; Enter is the row's own.
 *
 * @param prefix - what the numbers of the records begin with, such as `CHG`
 */
export function useListKeys(
  list: RefObject<HTMLElement>,
  actions: { search(): void; create(): void },
  prefix: string,
) {
  useEffect(() => {
    const move = (step: 1 | -1) => {
      // The table gives its columns and cells keys too; those of rows are numbers of records.
      const rows = [
        ...(list.current?.querySelectorAll<HTMLElement>(
          `[data-key^="${prefix}"]`,
        ) ?? []),
      ];
      const at = rows.findIndex(row => row.contains(document.activeElement));
      const next = at < 0 ? 0 : at + step;
      rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.defaultPrevented || isTyping(event.target)) return;
      const inside = list.current?.contains(document.activeElement) ?? false;
      const keys: Record<string, (() => void) | undefined> = {
        '/': actions.search,
        c: actions.create,
        j: () => move(1),
        k: () => move(-1),
        ArrowDown: inside ? undefined : () => move(1),
        ArrowUp: inside ? undefined : () => move(-1),
      };
      const act = keys[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [list, actions, prefix]);
}
