import {
  AppRootElementBlueprint,
  configApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { visitsApiRef } from '@backstage/plugin-home';
import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';
import { entityOfPath, nameOfVisit } from './visit';

/** A page has said its title when it has not said another for so long, in milliseconds. */
const SETTLED = 1_000;

/**
 * Remembers each page that is visited, once, by the title it has when it is there. Backstage's own listener takes the
 * title at once, which is still that of the page before, and remembers each page twice.
 */
export function VisitListener() {
  const visitsApi = useApi(visitsApiRef);
  const app = useApi(configApiRef).getOptionalString('app.title') ?? '';
  const { pathname } = useLocation();
  useEffect(() => {
    const save = () => {
      const visit = {
        name: nameOfVisit(document.title, app) || pathname,
        pathname,
        entityRef: entityOfPath(pathname),
      };
      // What cannot be remembered is missing from a list of what was visited, and from nothing else.
      visitsApi.save({ visit }).catch(() => undefined);
    };
    let timer = setTimeout(save, SETTLED);
    const title = document.querySelector('title');
    const observer = new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        observer.disconnect();
        save();
      }, SETTLED);
    });
    if (title) observer.observe(title, { childList: true });
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [visitsApi, pathname, app]);
  return null;
}

export const visitListener = AppRootElementBlueprint.make({
  name: 'visit-listener',
  params: { element: <VisitListener /> },
});
