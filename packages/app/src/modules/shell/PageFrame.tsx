import {
  BreadcrumbEntry,
  PageLayoutProps,
  useBreadcrumbEntries,
} from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';
import { Helmet } from 'react-helmet';
import { useEffect, useRef } from 'react';
import { Link, useLocation, useResolvedPath } from 'react-router-dom';
import { AreaTab, useTexts } from '@countersign/plugin-governance-react';
import classes from './shell.module.css';
import { shellTranslationRef } from './translation';

type Tab = NonNullable<PageLayoutProps['tabs']>[number] &
  Pick<AreaTab, 'isCurrent'>;

/**
 * What stands around a plugin's page. It differs from Backstage's own frame in that it names the browser's tab, is a
 * landmark, and has links for tabs: those of `@backstage/ui` point assistive technology to panels that do not exist.
 */
export function PageFrame(props: PageLayoutProps) {
  const { title, icon, noHeader, titleLink, headerActions, tabs, children } =
    props;
  const { items: breadcrumbs } = useBreadcrumbEntries();
  const parentPath = useResolvedPath('.').pathname.replace(/\/$/, '');
  const name = title && <Helmet title={title} />;
  if (noHeader) {
    return (
      <>
        {name}
        {children}
      </>
    );
  }
  const content = (
    <>
      {name}
      <header>
        <PluginHeader
          title={title}
          icon={icon}
          titleLink={titleLink}
          breadcrumbs={breadcrumbs}
          customActions={headerActions}
        />
        {tabs && tabs.length > 0 && (
          <PageTabs title={title ?? ''} tabs={tabs} parentPath={parentPath} />
        )}
      </header>
      {children}
    </>
  );
  return title ? (
    <BreadcrumbEntry
      entry={{ label: title, href: titleLink ?? (parentPath || '/') }}
    >
      {content}
    </BreadcrumbEntry>
  ) : (
    content
  );
}

function PageTabs(props: { title: string; tabs: Tab[]; parentPath: string }) {
  const { title, tabs, parentPath } = props;
  const { t } = useTexts(shellTranslationRef);
  const { pathname } = useLocation();
  const list = useRef<HTMLUListElement>(null);
  const links = tabs.map(tab => ({
    ...tab,
    href: tab.href.startsWith('/') ? tab.href : `${parentPath}/${tab.href}`,
  }));
  const current =
    links.find(({ isCurrent }) => isCurrent) ??
    // The most specific one: /changes leads to the list, /changes/calendar is within it.
    links
      .filter(
        ({ href }) => pathname === href || pathname.startsWith(`${href}/`),
      )
      .sort((a, b) => b.href.length - a.href.length)[0];
  const currentId = current?.id;
  // On a phone not all of them are in sight. The page must not move for it, where the tabs are above what one sees.
  useEffect(() => {
    const tab = list.current?.querySelector('[aria-current]')?.parentElement;
    if (list.current && tab) scrollAlong(list.current, tab);
  }, [currentId]);
  return (
    <nav aria-label={t('tabs', { title })}>
      <ul ref={list} className={classes.tabs}>
        {links.map(tab => (
          <li key={tab.id}>
            <Link
              to={tab.href}
              className={classes.tab}
              aria-current={tab === current ? 'page' : undefined}
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Brings one of a row's children into sight along the row, with as little movement as that takes. */
function scrollAlong(row: HTMLElement, child: HTMLElement): void {
  const within = row.getBoundingClientRect();
  const { left, right } = child.getBoundingClientRect();
  if (left < within.left) row.scrollLeft += left - within.left;
  else if (right > within.right) row.scrollLeft += right - within.right;
}
