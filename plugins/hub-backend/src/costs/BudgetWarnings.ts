import { CostBudget, CostBudgets } from '@illm-lab/plugin-hub-common';
import { Notices } from '../notifications/Notices';

/** Where the budgets are in the portal. */
const LINK = '/hub/costs';
const TOPIC = 'hub.budget';
/** Characters of a time that name the month. */
const MONTH = 'YYYY-MM'.length;

/**
 * Warns those who belong to a cost center when its month won't be, or isn't,
 * within budget. Once for each of the two and each month.
 */
export class BudgetWarnings {
  constructor(
    private readonly options: {
      budgets: { budgets(): Promise<CostBudgets> };
      notices: Pick<Notices, 'send'>;
    },
  ) {}

  /** Looks at all budgets; to be called now and then. */
  async check(): Promise<void> {
    const answer = await this.options.budgets.budgets();
    // Old figures were looked at when they were new.
    if (!answer.source.connected) return;
    for (const budget of answer.items) await this.warn(budget, answer);
  }

  private async warn(item: CostBudget, answer: CostBudgets): Promise<void> {
    const { state, costCenter } = item;
    if (state !== 'at-risk' && state !== 'over') return;
    const month = answer.period.from.slice(0, MONTH);
    await this.options.notices.send({
      id: `budget:${costCenter}:${month}:${state}`,
      // A group is everybody in it and in its teams.
      to: [costCenter],
      payload: {
        ...wordsOf(item, answer),
        link: LINK,
        severity: state === 'over' ? 'high' : 'normal',
        topic: TOPIC,
        // Over its budget says more than that it will be.
        scope: `${costCenter}:${month}`,
      },
    });
  }
}

function wordsOf(item: CostBudget, { currency, period }: CostBudgets) {
  const money = (amount: number) =>
    new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount);
  const month = new Date(period.from).toLocaleDateString('en', {
    month: 'long',
    timeZone: 'UTC',
  });
  const { title } = item;
  // Only what was measured, and has a budget, is at risk or over.
  const { spent, budget, projected } = item as Record<
    'spent' | 'budget' | 'projected',
    number
  >;
  return item.state === 'over'
    ? {
        title: `${title} is over its budget for ${month}`,
        description: `${money(spent)} of ${money(
          budget,
        )} are spent. See which team and which experiment it was.`,
      }
    : {
        title: `${title} will not keep its budget for ${month}`,
        description: `${money(spent)} of ${money(
          budget,
        )} are spent; as it goes it will be ${money(projected)}.`,
      };
}
