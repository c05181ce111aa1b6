import { IconElement, PageLayout } from '@backstage/frontend-plugin-api';
import { ReactNode, useRef } from 'react';
import styles from './AreaPage.module.css';
import { PageTitle } from './PageTitle';
import { useKeptFocus } from './useKeptFocus';

/** One of the pages of an area, as a tab of its header. */
export interface AreaTab {
  id: string;
  label: string;
  href: string;
  /** Whether what is shown belongs to it, where the address does not say so. */
  isCurrent?: boolean;
}

/**
 * What every page of an area stands in: one landmark, and a header with the area's name and its pages as tabs. The page
 * of the extension is made with `noHeader`, since this is its header.
 */
export function AreaPage(props: {
  title: string;
  icon: IconElement;
  /** Where the title leads: the area's first page. */
  href?: string;
  tabs: AreaTab[];
  /** The id of the tab to which what is shown belongs, where its address is not within that of the tab. */
  current?: string;
  /** Stands at the end of the header, on every page of the area. */
  action?: JSX.Element | null;
  children: ReactNode;
}) {
  const { title, icon, href, current, action, children } = props;
  const tabs = props.tabs.map(tab => ({
    ...tab,
    ...(current !== undefined && { isCurrent: tab.id === current }),
  }));
  const main = useRef<HTMLElement>(null);
  useKeptFocus(main);
  return (
    <main ref={main} className={styles.main}>
      <PageTitle title={title} />
      <PageLayout
        title={title}
        icon={icon}
        titleLink={href}
        tabs={tabs}
        headerActions={action ? [action] : []}
      >
        {children}
      </PageLayout>
    </main>
  );
}
