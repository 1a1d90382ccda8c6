import { distance } from 'fastest-levenshtein';

/** Names further apart than this share of their length are no slip of the hand. */
const NEAR = 0.4;
/** Two letters that changed places are two steps apart. */
const NEAR_AT_LEAST = 2;

/** The names that somebody who typed `name` may have meant, the nearest first. */
export function nearNames(name: string, names: string[]): string[] {
  return names
    .map(one => ({ one, far: distance(name, one) }))
    .filter(({ one, far }) => far <= Math.max(NEAR_AT_LEAST, one.length * NEAR))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ one }) => one);
}
