import { BesideSource, pagePath } from '@countersign/plugin-governance-react';
import { rootRouteRef } from '../routes';

/** What is looked at before and after something that happened. */
const AROUND_MS = 600_000;

/** The logs of an entity from ten minutes before something happened to ten minutes after it began. */
export const besideLink: BesideSource['linkOf'] = ({ apis, entityRef, at }) => {
  const path = pagePath(apis, rootRouteRef);
  const began = Date.parse(at);
  if (path === undefined || Number.isNaN(began)) return undefined;
  const instant = (ms: number) => new Date(ms).toISOString();
  const query = new URLSearchParams({
    entity: entityRef,
    from: instant(began - AROUND_MS),
    to: instant(began + AROUND_MS),
  });
  return { text: 'Logs ±10 min', href: `${path}?${query}` };
};
