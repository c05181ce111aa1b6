import { useEffect } from 'react';

/** Loads anew when the reader comes back to the page. */
export function useRefetchOnFocus(isOn: boolean, refetch: () => void) {
  useEffect(() => {
    if (!isOn) return undefined;
    const onVisible = () => {
      if (document.visibilityState === 'visible') refetch();
    };
    window.addEventListener('focus', onVisible);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      window.removeEventListener('focus', onVisible);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [isOn, refetch]);
}
