import {
  SearchFilterResultTypeBlueprint,
  SearchResultListItemBlueprint,
} from '@backstage/plugin-search-react/alpha';
import { RiPlayCircleLine } from '@remixicon/react';

/** Index of the runs; see the search module of the backend. */
const RUNS = 'hub-runs';

/** Runs among the results of the search. */
export const runSearchResult = SearchResultListItemBlueprint.make({
  name: 'runs',
  params: {
    predicate: ({ type }) => type === RUNS,
    component: async () => (await import('./RunResult')).RunResult,
  },
});

/** Narrows the search to runs. */
export const runSearchType = SearchFilterResultTypeBlueprint.make({
  name: 'runs',
  params: { value: RUNS, name: 'Runs', icon: <RiPlayCircleLine /> },
});
