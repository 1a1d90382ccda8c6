import { Container, SearchField, Text } from '@backstage/ui';
import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';
import { PageSentence } from '../components/PageSentence';
import { Results } from './Results';
import styles from './search.module.css';

/** Everything that can be found: experiments, runs, the catalog and the docs. */
export const SearchPage = () => {
  const [params, setParams] = useSearchParams();
  const typed = params.get('query') ?? '';
  const field = useRef<HTMLDivElement>(null);
  const isEmpty = useRef(typed === '');
  useEffect(() => {
    // Who comes without a question comes to type one.
    if (isEmpty.current) field.current?.querySelector('input')?.focus();
  }, []);
  return (
    <Container pt="2" pb="6">
      <div ref={field} className={styles.field} role="search">
        <SearchField
          aria-label="Search"
          placeholder="An experiment, a run, a team, a word of the docs"
          value={typed}
          onChange={query =>
            setParams(query ? { query } : {}, { replace: true })
          }
        />
      </div>
      {typed.trim() ? (
        <>
          <PageSentence>{`What has “${typed.trim()}” in it`}</PageSentence>
          <Results typed={typed} />
        </>
      ) : (
        <Text as="p" color="secondary">
          Type what you remember: a name, who started it, a commit, a limit that
          was crossed.
        </Text>
      )}
    </Container>
  );
};
