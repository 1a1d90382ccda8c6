import { type CostView } from './useCostView';
import { Link } from '@backstage/ui';
import { useLocation } from 'react-router-dom';
import { dimensionName, valueName } from './drill';
import styles from './costs.module.css';

/** Address of this page with other steps gone into. */
export const useStepHref = () => {
  const { pathname, search } = useLocation();
  return (steps: string[]) => {
    const params = new URLSearchParams(search);
    params.delete('in');
    for (const step of steps) params.append('in', step);
    return `${pathname}?${params}`;
  };
};

/** Where one is: each step leads back to what it is in. */
export const CostPath = ({ view }: { view: CostView }) => {
  const hrefOf = useStepHref();
  const { path } = view.drill;
  if (path.length === 0) return null;
  const values = path.map(({ value }) => value);
  return (
    <nav aria-label="Gone into" className={styles.path}>
      <Link href={hrefOf([])}>All costs</Link>
      {path.map(({ dimension, value }, index) => {
        const name = `${dimensionName(dimension)} ${valueName(value)}`;
        return (
          <span key={dimension}>
            {' › '}
            {index === path.length - 1 ? (
              <span aria-current="page">{name}</span>
            ) : (
              <Link href={hrefOf(values.slice(0, index + 1))}>{name}</Link>
            )}
          </span>
        );
      })}
    </nav>
  );
};
