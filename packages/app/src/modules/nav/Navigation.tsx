import {
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarScrollWrapper,
  SidebarSpace,
} from '@backstage/core-components';
import { type NavContentComponent } from '@backstage/plugin-app-react';
import { NotificationsSidebarItem } from '@backstage/plugin-notifications';
import { SidebarSearchModal } from '@backstage/plugin-search';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import {
  RiMenuLine,
  RiNotification3Line,
  RiSearchLine,
} from '@remixicon/react';
import { MobileEnvironment, SidebarEnvironment } from './Environment';
import { Logo } from './Logo';

/**
 * Pages in the order in which the work goes: an experiment, its runs, then
 * what they are made of. A page that no issue has built yet is not listed.
 */
const ORDER = [
  'page:hub/home',
  'page:hub/experiments',
  'page:hub/runs',
  'page:hub',
  'page:hub/teams',
  'page:hub/cost-centers',
  'page:catalog',
  'page:techdocs',
  'page:scaffolder',
];

/** The portal's side bar; a bar at the bottom of a phone. */
export const Navigation: NavContentComponent = ({ navItems }) => {
  const nav = navItems.withComponent(item => (
    <SidebarItem icon={() => item.icon} to={item.href} text={item.title} />
  ));
  // Both have an item of their own below.
  nav.take('page:search');
  nav.take('page:notifications');

  return (
    <>
      <MobileEnvironment />
      <Sidebar>
        <Logo />
        <SidebarGroup label="Search" icon={<RiSearchLine />} to="/search">
          <SidebarSearchModal />
        </SidebarGroup>
        <SidebarDivider />
        <SidebarGroup label="Menu" icon={<RiMenuLine />}>
          <SidebarScrollWrapper>
            {ORDER.map(id => nav.take(id))}
          </SidebarScrollWrapper>
        </SidebarGroup>
        <SidebarSpace />
        <SidebarEnvironment />
        <SidebarDivider />
        <SidebarGroup
          label="Notifications"
          icon={<RiNotification3Line />}
          to="/notifications"
        >
          <NotificationsSidebarItem />
        </SidebarGroup>
        <SidebarGroup
          label="Settings"
          icon={<UserSettingsSignInAvatar />}
          to="/settings"
        >
          {nav.take('page:user-settings')}
        </SidebarGroup>
      </Sidebar>
    </>
  );
};
