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
import {
  RiMenuLine,
  RiNotification3Line,
  RiSearchLine,
  RiUserLine,
} from '@remixicon/react';
import { MobileHeader, SidebarEnvironment } from './Environment';
import { Logo } from './Logo';
import { Me } from './Me';

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
  // Each has a place of its own below.
  nav.take('page:hub/search');
  nav.take('page:notifications');
  nav.take('page:user-settings');

  return (
    <>
      <MobileHeader />
      <Sidebar>
        <Logo />
        <SidebarGroup label="Search" icon={<RiSearchLine />} to="/search">
          <SidebarItem
            icon={() => <RiSearchLine />}
            to="/search"
            text="Search"
          />
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
        <SidebarGroup label="You" icon={<RiUserLine />}>
          <Me />
        </SidebarGroup>
      </Sidebar>
    </>
  );
};
