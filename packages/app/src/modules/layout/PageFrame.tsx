import {
  type PageLayoutProps,
  BreadcrumbEntry,
  useBreadcrumbEntries,
} from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';
import { TabbedContent } from '@illm-lab/plugin-hub';
import { useResolvedPath } from 'react-router-dom';

/**
 * A page with its header, in the landmark that Backstage's own layout lacks. A
 * page that brings its own header brings that landmark as well.
 */
export const PageFrame = ({
  title,
  icon,
  noHeader,
  titleLink,
  headerActions,
  tabs,
  children,
}: PageLayoutProps) => {
  const parentPath = useResolvedPath('.').pathname.replace(/\/$/, '');
  const { items: breadcrumbs } = useBreadcrumbEntries();
  if (noHeader) return <>{children}</>;
  const header = (
    <PluginHeader
      title={title}
      icon={icon}
      titleLink={titleLink}
      breadcrumbs={breadcrumbs}
      tabs={tabs?.map(tab => ({
        ...tab,
        href: tab.href.startsWith('/')
          ? tab.href
          : `${parentPath}/${tab.href}`.replace(/\/{2,}/g, '/'),
        matchStrategy: 'prefix',
      }))}
      customActions={headerActions}
    />
  );
  const content = (
    <main>
      {tabs?.length ? (
        <TabbedContent tabs={header}>{children}</TabbedContent>
      ) : (
        <>
          {header}
          {children}
        </>
      )}
    </main>
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
};
