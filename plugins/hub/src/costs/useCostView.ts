import {
  type CostIdleMode,
  type CostQuery,
  type CostWindowPreset,
} from '@illm-lab/plugin-hub-common';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { DEFAULT_BY, drillOf, isDimension } from './drill';

/** The windows to choose from, in words. */
export const WINDOWS: Record<CostWindowPreset, string> = {
  today: 'Today',
  yesterday: 'Yesterday',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  month: 'This month',
  'last-month': 'Last month',
};

/** How idle cost may be shown, in words. */
export const IDLE_MODES: Record<CostIdleMode, string> = {
  separate: 'By itself',
  share: 'Shared by use',
  hide: 'Left out',
};

/** Stands for a range of one's own among the windows. */
export const RANGE = 'range';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const isPreset = (value: string | null): value is CostWindowPreset =>
  value !== null && value in WINDOWS;
const isIdleMode = (value: string | null): value is CostIdleMode =>
  value !== null && value in IDLE_MODES;

/** A day of UTC and the one after it, which ends a range that it is the last of. */
const dayAfter = (day: string) => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString();
};

/**
 * What the page shows: window (`window`, or the days `from` and `to`), how costs
 * are told apart (`by`), what was gone into (`in`, once for each step), idle and
 * comparison. It lives in the URL, so that it can be sent to somebody else.
 */
export function useCostView() {
  const [params, setParams] = useSearchParams();
  const view = useMemo(() => {
    const given = params.get('by');
    const by = isDimension(given) ? given : DEFAULT_BY;
    const from = params.get('from') ?? '';
    const to = params.get('to') ?? '';
    const range =
      DAY.test(from) && DAY.test(to) && from <= to ? { from, to } : undefined;
    const preset = params.get('window');
    const window = isPreset(preset) ? preset : '7d';
    const idle = params.get('idle');
    const compare = params.get('compare') !== 'none';
    const drill = drillOf(by, params.getAll('in'));
    const idleMode = isIdleMode(idle) ? idle : 'separate';
    const query: CostQuery = {
      ...(range
        ? { from: `${range.from}T00:00:00Z`, to: dayAfter(range.to) }
        : { window }),
      aggregate: drill.dimension,
      step: 'day',
      idle: idleMode,
      ...(drill.filter && { filter: drill.filter }),
      compare: compare ? 'previous' : 'none',
    };
    return { by, window, range, idleMode, compare, drill, query };
  }, [params]);

  /** Changes the URL; `undefined` takes a parameter away. */
  const change = (
    to: Record<string, string | string[] | undefined>,
    options = { replace: true },
  ) =>
    setParams(before => {
      const next = new URLSearchParams(before);
      for (const [name, value] of Object.entries(to)) {
        next.delete(name);
        for (const one of [value ?? []].flat()) next.append(name, one);
      }
      return next;
    }, options);

  return { ...view, change };
}

/** What {@link useCostView} gives. */
export type CostView = ReturnType<typeof useCostView>;
