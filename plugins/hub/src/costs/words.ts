import {
  type CostReport,
  type CostWindowPreset,
} from '@illm-lab/plugin-hub-common';
import { money } from '../format/money';
import { WINDOWS } from './useCostView';

const BEFORE: Record<CostWindowPreset, string> = {
  today: 'yesterday by this time',
  yesterday: 'the day before',
  '7d': 'the 7 days before',
  '30d': 'the 30 days before',
  month: 'last month by this time',
  'last-month': 'the month before',
};

const IN: Record<CostWindowPreset, string> = {
  today: 'today',
  yesterday: 'yesterday',
  '7d': 'in the last 7 days',
  '30d': 'in the last 30 days',
  month: 'this month',
  'last-month': 'last month',
};

const HUNDRED = 100;
/** Less than this share is no change that anybody would call one. */
const SAME = 0.005;

/** A share of 1 as whole percent, or `< 1 %`. */
export function share(of: number): string {
  const percent = of * HUNDRED;
  if (percent > 0 && percent < 1) return '< 1 %';
  return `${Math.round(percent)} %`;
}

/** How an amount differs from what it was, in words; undefined when unknown. */
export function changeWords(
  now: number,
  before: number | undefined,
  currency: string,
): string | undefined {
  if (before === undefined) return undefined;
  if (before === 0) return now === 0 ? 'as before' : 'nothing before';
  const change = now / before - 1;
  if (Math.abs(change) < SAME) return 'as before';
  const amount = money(Math.abs(now - before), currency);
  return `${amount} (${share(Math.abs(change))}) ${
    change > 0 ? 'more' : 'less'
  }`;
}

/** A window in words, in a sentence and as a title. */
export function windowWords(
  preset: CostWindowPreset,
  range: { from: string; to: string } | undefined,
) {
  return range
    ? {
        inside: `from ${range.from} to ${range.to}`,
        before: 'the same time before',
        title: `${range.from} to ${range.to}`,
      }
    : { inside: IN[preset], before: BEFORE[preset], title: WINDOWS[preset] };
}

/** The sentence that the page opens with. */
export function costSentence(
  report: CostReport,
  words: ReturnType<typeof windowWords>,
): string {
  const { total, currency, previous } = report;
  if (total === null) return `Not known what it cost ${words.inside}`;
  const amount = `${money(total, currency)} ${words.inside}`;
  const change = changeWords(total, previous?.total, currency);
  if (change === undefined) return amount;
  if (change === 'nothing before') {
    const { before } = words;
    return `${amount}, nothing ${
      before.startsWith('the') ? `in ${before}` : before
    }`;
  }
  return change === 'as before'
    ? `${amount}, as much as ${words.before}`
    : `${amount}, ${change} than ${words.before}`;
}
