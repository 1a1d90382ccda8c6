import {
  type CostBudgets,
  type NodePage,
  type ServiceList,
} from '@illm-lab/plugin-hub-common';
import { budgetWords } from '../../components/BudgetBar';
import { type Tone } from '../../format/phase';

/** Something that a person should look at. */
export interface Attention {
  key: string;
  /** What it is about. */
  subject: string;
  sentence: string;
  tone: Extract<Tone, 'bad' | 'waiting'>;
  href: string;
}

/** States of a service in which nobody has to do anything. */
const AT_EASE = new Set(['healthy', 'progressing', 'suspended']);
const GRAVE = new Set(['degraded', 'failed', 'missing']);

/** Services that are not as they should be. */
export function servicesAttention(
  list: ServiceList | undefined,
  hub: string,
): Attention[] {
  return (list?.items ?? [])
    .filter(({ state }) => !AT_EASE.has(state))
    .map(({ name, state, sentence }) => ({
      key: `service ${name}`,
      subject: name,
      sentence,
      tone: GRAVE.has(state) ? 'bad' : 'waiting',
      href: `${hub}/services/${encodeURIComponent(name)}`,
    }));
}

/** Nodes that are not well. */
export function nodesAttention(
  page: NodePage | undefined,
  hub: string,
): Attention[] {
  return (page?.items ?? [])
    .filter(({ health }) => health !== 'well')
    .map(({ cluster, name, health, sentence }) => ({
      key: `node ${cluster} ${name}`,
      subject: `node ${name}`,
      sentence,
      tone: health === 'bad' ? 'bad' : 'waiting',
      href: `${hub}/nodes/${encodeURIComponent(cluster)}/${encodeURIComponent(
        name,
      )}`,
    }));
}

/** Budgets that are spent, or will be before the month ends. */
export function budgetsAttention(
  budgets: CostBudgets | undefined,
  costCenters: string,
): Attention[] {
  return (budgets?.items ?? [])
    .filter(({ state }) => state === 'over' || state === 'at-risk')
    .map(item => ({
      key: `budget ${item.name}`,
      subject: item.title,
      sentence: budgetWords(item, budgets?.currency ?? 'EUR'),
      tone: item.state === 'over' ? 'bad' : 'waiting',
      href: `${costCenters}?budget=${item.state}`,
    }));
}
