import { PageLayoutProps } from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';

/** The header of an area's pages, as an app of the new frontend system has it. */
export function PageLayout(props: PageLayoutProps) {
  const { title, icon, titleLink, headerActions, tabs, children } = props;
  return (
    <>
      <PluginHeader
        title={title}
        icon={icon}
        titleLink={titleLink}
        customActions={headerActions}
        tabs={tabs?.map(tab => ({ ...tab, matchStrategy: 'prefix' }))}
      />
      {children}
    </>
  );
}
