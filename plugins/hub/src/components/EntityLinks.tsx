import { stringifyEntityRef } from '@backstage/catalog-model';
import { EntityLink } from './EntityLink';

/** Full refs of the experiments of these names. */
export const experimentRefs = (names: string[]) =>
  names.map(name => stringifyEntityRef({ kind: 'component', name }));

/** Several entities as links, with commas between them; a dash for none. */
export const EntityLinks = ({
  refs,
  defaultKind,
  atMost = refs.length,
}: {
  refs: string[];
  defaultKind: string;
  /** How many are named; the others are counted. */
  atMost?: number;
}) => {
  if (refs.length === 0) return <>–</>;
  const more = refs.length - atMost;
  return (
    <>
      {refs.slice(0, atMost).map((ref, index) => (
        <span key={ref}>
          {index > 0 && ', '}
          <EntityLink entityRef={ref} defaultKind={defaultKind} />
        </span>
      ))}
      {more > 0 && ` and ${more} more`}
    </>
  );
};
