import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiSearchLine } from '@remixicon/react';
import { HubState } from '../state/HubState';

/** The page “Search”, in place of Backstage's own. */
export const searchPage = PageBlueprint.make({
  name: 'search',
  params: {
    path: '/search',
    title: 'Search',
    icon: <RiSearchLine />,
    loader: async () => {
      const { SearchPage } = await import('./SearchPage');
      return (
        <HubState>
          <SearchPage />
        </HubState>
      );
    },
  },
});
