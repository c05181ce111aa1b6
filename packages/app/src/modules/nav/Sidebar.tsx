import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
  useSidebarPinState,
} from '@backstage/core-components';
import {
  NavContentBlueprint,
  NavContentComponentProps,
} from '@backstage/plugin-app-react';
import { SidebarSearchModal } from '@backstage/plugin-search';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import { RiMenuLine, RiSearchLine } from '@remixicon/react';
import { useTexts } from '@countersign/plugin-governance-react';
import { shellTranslationRef } from '../shell/translation';
import { PhoneBell, SidebarBell } from './notifications';
import { SidebarLogo } from './SidebarLogo';

/** One entry an area, whose pages are tabs in its header; then what Backstage brings. */
const Content = ({ navItems }: NavContentComponentProps) => {
  const { t } = useTexts(shellTranslationRef);
  const { isMobile } = useSidebarPinState();
  const nav = navItems.withComponent(item => (
    <SidebarItem icon={() => item.icon} to={item.href} text={item.title} />
  ));

  // These two have an entry of their own below.
  nav.take('page:search');
  nav.take('page:notifications');

  return (
    <Sidebar>
      <SidebarLogo />
      <SidebarGroup
        label={t('search')}
        icon={<RiSearchLine size={20} />}
        to="/search"
      >
        <SidebarSearchModal />
      </SidebarGroup>
      <SidebarDivider />
      <SidebarGroup label={t('menu')} icon={<RiMenuLine size={20} />}>
        {nav.take('page:home')}
        {nav.take('page:governance-dashboard')}
        {nav.take('page:change-management')}
        {nav.take('page:incident-management')}
        {nav.take('page:service-levels')}
        {nav.take('page:compliance-evidence')}
        {nav.take('page:chaos-drills')}
        {nav.take('page:service-logs')}
        {nav.take('page:catalog')}
        {nav.take('page:scaffolder')}
        {nav.take('page:techdocs')}
        <SidebarDivider />
        <SidebarScrollWrapper>
          {nav.rest({ sortBy: 'title' })}
        </SidebarScrollWrapper>
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      <SidebarGroup
        label={t('notifications')}
        icon={isMobile ? <PhoneBell /> : undefined}
        to="/notifications"
      >
        <SidebarBell />
      </SidebarGroup>
      <SidebarDivider />
      <SidebarGroup
        label={t('settings')}
        icon={<UserSettingsSignInAvatar />}
        to="/settings"
      >
        {nav.take('page:user-settings')}
      </SidebarGroup>
    </Sidebar>
  );
};

export const SidebarContent = NavContentBlueprint.make({
  params: { component: Content },
});
