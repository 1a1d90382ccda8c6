import { type Claim, type ClaimPull } from '@illm-lab/plugin-hub-common';
import { plural } from '../format/counts';
import { money } from '../format/money';

const ATTENTION: Claim['state'][] = ['failed'];
const UNDER_WAY: Claim['state'][] = [
  'merged',
  'composing',
  'creating',
  'unavailable',
  'deleting',
];

/** What there is, in a sentence: the answer that the page's visitor came for. */
export function claimsSentence(claims: Claim[]): string {
  const count = (states: Claim['state'][]) =>
    claims.filter(({ state }) => states.includes(state)).length;
  const part = (number: number, words: string) =>
    number > 0 && `${number} ${words}`;
  return [
    plural(claims.length, 'claim'),
    part(count(['ready']), 'ready'),
    part(count(UNDER_WAY), 'not ready'),
    part(count(ATTENTION), 'failed'),
    part(count(['proposed']), 'proposed'),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What its definition says of its cost, in words; it may be a plain number. */
export function estimateText(estimate: string, currency: string): string {
  const amount = Number(estimate);
  return estimate.trim() !== '' && Number.isFinite(amount)
    ? `about ${money(amount, currency)} a month`
    : estimate;
}

const ACTIONS: Record<ClaimPull['action'], string> = {
  adds: 'asks for it',
  changes: 'changes it',
  removes: 'removes it',
};

/** What an open pull request would do, in words. */
export const actionWords = ({ action }: Pick<ClaimPull, 'action'>) =>
  ACTIONS[action];

const PROVIDERS: Record<string, string> = {
  aws: 'AWS',
  azure: 'Azure',
  local: 'this hub',
};

/** A provider by the name that people know. */
export const providerName = (provider: string) =>
  PROVIDERS[provider] ?? provider;
