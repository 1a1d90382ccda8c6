import { useApi } from '@backstage/frontend-plugin-api';
import { type SearchDocument } from '@backstage/plugin-search-common';
import { searchApiRef } from '@backstage/plugin-search-react';
import { useQuery } from '@tanstack/react-query';
import { hasAll, wordsOf } from './words';

/** Documents that are asked for at once, of each kind. */
const MOST = 50;

/** A document with what the index keeps beside its type's own fields. */
export type Found = SearchDocument &
  Partial<Record<'state' | 'createdAt' | 'kind' | 'type', string>>;

/** The page that a document is of: those of the docs come once for each heading. */
const pageOf = ({ location }: Found) =>
  location.split('#')[0].replace(/\/+$/, '');

/** What an index has of what was typed: the words themselves, each page once. */
export function useFound(type: string, typed: string) {
  const search = useApi(searchApiRef);
  const words = wordsOf(typed);
  return useQuery({
    queryKey: ['hub', 'search', type, words],
    enabled: words.length > 0,
    queryFn: async ({ signal }) => {
      const { results } = await search.query(
        { term: words.join(' '), types: [type], pageLimit: MOST },
        { signal },
      );
      const pages = new Map<string, Found>();
      for (const { document } of results) {
        const page = pageOf(document);
        const { title, text, location } = document;
        if (!pages.has(page) && hasAll(words, title, text, location)) {
          pages.set(page, document);
        }
      }
      return [...pages.values()];
    },
  });
}
