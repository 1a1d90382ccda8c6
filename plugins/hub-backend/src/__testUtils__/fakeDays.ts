import { CostDay, CostDays } from '../costs/CostDays';

/** Settled days in memory. */
export function fakeDays(): Pick<CostDays, 'get' | 'save'> {
  const kept = new Map<number, CostDay>();
  return {
    get: async ({ from }) => kept.get(from),
    save: async ({ from }, day) => void kept.set(from, day),
  };
}
