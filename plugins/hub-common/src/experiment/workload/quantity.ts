import { Issue } from '../../issue';

const SUFFIX: Record<string, number> = {
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};
const QUANTITY = /^(\d+(?:\.\d+)?)(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/;

/** A quantity of Kubernetes such as `250m` or `1.5Gi`; NaN when it is none. */
export function quantity(text: string): number {
  const found = QUANTITY.exec(text);
  return found ? Number(found[1]) * SUFFIX[found[2] ?? ''] : NaN;
}

/** Checks what is asked for of one resource. */
export function checkQuantity(
  path: string,
  text: string,
  resource: 'cpu' | 'memory',
): Issue[] {
  const value = quantity(text);
  // Bytes come whole; CPU in thousandths, as Kubernetes counts it.
  const smallest = resource === 'cpu' ? 1e-3 : 1;
  return value >= smallest && value < 2 ** 50
    ? []
    : [
        {
          path,
          message: `“${text}” is no amount of ${
            resource === 'cpu' ? 'CPU' : 'memory'
          }.`,
          remedy:
            resource === 'cpu'
              ? 'Give cores such as 0.5, or thousandths such as 250m.'
              : 'Give bytes with a unit such as 256Mi or 1Gi.',
        },
      ];
}
