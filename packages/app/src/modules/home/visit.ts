import { stringifyEntityRef } from '@backstage/catalog-model';

/** What a page is called among those visited: its title without that of the portal, however the page writes the two. */
export function nameOfVisit(title: string, app: string): string {
  const parts = title
    .replace(/^\(\d+\) /, '')
    .split(/ [·|] /)
    .map(part => part.trim());
  return parts.filter(part => part && part !== app).join(' · ');
}

/** The entity whose page it is, or one of its tabs. */
export function entityOfPath(pathname: string): string | undefined {
  const [, root, namespace, kind, name] = pathname.split('/');
  return root === 'catalog' && namespace && kind && name
    ? stringifyEntityRef({ namespace, kind, name })
    : undefined;
}
