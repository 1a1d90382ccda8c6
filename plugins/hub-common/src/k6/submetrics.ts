import { Issue } from '../issue';
import { isSubmetric, parentMetric } from './metrics';

/** A side of a tag as k6 reads it: without spaces around it, nor quotes. */
const bare = (text: string) => text.trim().replace(/^["']+|["']+$/g, '');

/**
 * One spelling for all that are one metric to k6 (AddSubmetric of its
 * metrics/metric.go): the order of tags, spaces and quotes don't count, and of one
 * tag the last value does. `a{y:2, x:'1'}` is `a{x:1,y:2}`.
 */
export function canonicalMetric(name: string): string {
  if (!isSubmetric(name)) return name;
  const parent = parentMetric(name);
  const tags = new Map<string, string>();
  for (const tag of name.slice(parent.length + 1, -1).split(',')) {
    const colon = tag.indexOf(':');
    if (tag === '') continue;
    if (colon < 0) tags.set(bare(tag), '');
    else tags.set(bare(tag.slice(0, colon)), bare(tag.slice(colon + 1)));
  }
  const sorted = [...tags].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${parent}{${sorted
    .map(([tag, value]) => `${tag}:${value}`)
    .join(',')}}`;
}

/**
 * The first two spellings of one submetric among names. k6 1.8 keeps the thresholds
 * of one of them, which one is chance, and is silent about the others.
 */
export function twoSpellings(
  names: Iterable<string>,
): [string, string] | undefined {
  const seen = new Map<string, string>();
  for (const name of names) {
    const key = canonicalMetric(name);
    const before = seen.get(key);
    if (before !== undefined && before !== name) return [before, name];
    seen.set(key, name);
  }
  return undefined;
}

/** What is wrong with two spellings of one submetric. */
export const spellingIssue = ([one, other]: [string, string]): Pick<
  Issue,
  'message' | 'remedy'
> => ({
  message: `“${one}” and “${other}” are the same to k6, which keeps the thresholds of one of them and drops the others without a word.`,
  remedy: 'Put all their thresholds under one of the two.',
});

/** A key of thresholds that names a submetric, in a script: `'a{b:c}': [`. */
const KEY = /(['"`])([\w]+\{(?:(?!\1).)*\})\1\s*:\s*\[/g;

/** The first two spellings of one submetric among a script's thresholds. */
export const twoSpellingsIn = (script: string) =>
  twoSpellings([...script.matchAll(KEY)].map(([, , name]) => name));
