import { RefObject, useEffect } from 'react';

/** What may be given the focus for what was within it: it has a name that says where one is. */
const PLACES = 'section, [role=region], main, [role=main]';

/** Focuses what is no control, such as a landmark. */
export function focusPlace(place: HTMLElement | null): void {
  if (!place) return;
  if (!place.hasAttribute('tabindex')) place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

/**
 * Gives the focus a place when what had it is gone: a button that opened a dialog and has done its work, a row whose page
 * was left. A browser lets it fall to the top of the document, where a keyboard begins anew.
 *
 * @param fallback - focuses the content where nothing is left of what was around the lost element
 */
export function useKeptFocus(
  content: RefObject<HTMLElement>,
  fallback: (content: HTMLElement | null) => void = focusPlace,
): void {
  useEffect(() => {
    /** The element that had the focus last, and what was around it. */
    let trail: HTMLElement[] = [];
    let frame: number | undefined;
    const isOnNothing = () =>
      !document.activeElement || document.activeElement === document.body;

    const remember = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return;
      if (!content.current?.contains(target)) return;
      trail = [];
      for (
        let element: HTMLElement | null = target;
        element && element !== content.current;
        element = element.parentElement
      ) {
        trail.push(element);
      }
    };
    const give = () => {
      frame = undefined;
      if (!isOnNothing() || !trail.length || trail[0].isConnected) return;
      const place = trail.find(
        element => element.isConnected && element.matches(PLACES),
      );
      if (place) focusPlace(place);
      else fallback(content.current);
    };
    // A frame later: whoever removed the element, or a dialog that closes, may know a better place.
    const observer = new MutationObserver(() => {
      if (frame === undefined && isOnNothing()) {
        frame = requestAnimationFrame(give);
      }
    });
    observer.observe(document.body, { childList: true, subtree: true });
    document.addEventListener('focusin', remember);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', remember);
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, [content, fallback]);
}
