import {
  CLAIM_GROUP,
  Estimate,
  NOTHING_TO_PAY,
} from '@illm-lab/plugin-hub-common';
import { Claim } from '../../claimRequests/claim';
import { PullContents } from './contents';
import { manifestsIn } from './manifests';
import { found, Outcome, skipped } from './outcome';

/** What claims are made of and cost, by the price book. */
export interface ClaimAssessor {
  assess(claim: Claim): Promise<{ problem?: string; estimate?: Estimate }>;
}

const money = (amount: number, currency: string) =>
  `${amount.toFixed(2)} ${currency}`;

/** What is asked for will cost in a month, as far as the price book knows. */
export async function estimateCheck(
  { claims, experiments }: PullContents,
  assessor: ClaimAssessor,
): Promise<Outcome> {
  const asked = claims.flatMap(({ file, namespace, text }) =>
    manifestsIn(file, text)
      .filter(({ object }) => object.apiVersion?.startsWith(`${CLAIM_GROUP}/`))
      .map(manifest => ({ file, namespace, manifest })),
  );
  if (asked.length === 0) {
    return experiments.length > 0
      ? skipped(
          'No claim is added or changed; a run’s own cost is said by the run.',
        )
      : skipped('No claim is added or changed.');
  }
  const assessed = await Promise.all(
    asked.map(async ({ file, namespace, manifest }) => {
      const object = manifest.object as Claim;
      const claim = {
        ...object,
        metadata: { ...object.metadata, namespace },
      };
      return { file, claim, ...(await assessor.assess(claim)) };
    }),
  );
  const problems = assessed.flatMap(({ file, problem }) =>
    problem
      ? [
          {
            file,
            path: 'spec',
            message: problem,
            remedy: 'Change what it speaks of.',
            line: 1,
          },
        ]
      : [],
  );
  if (problems.length > 0) {
    return found(problems, '');
  }
  const lines = assessed.map(({ claim, estimate }) => {
    const name = `${claim.kind} ${claim.metadata.name}`;
    if (!estimate) return `- ${name}: not in the price book`;
    if (estimate.lines.length === 0) return `- ${name}: ${NOTHING_TO_PAY}`;
    const parts = estimate.lines.map(
      ({ what, monthly, note }) =>
        `  - ${what}: ${
          monthly === undefined
            ? note ?? 'not known'
            : money(monthly, estimate.currency)
        }`,
    );
    return [
      estimate.monthly === null
        ? `- ${name}: nothing of it has a price in the price book`
        : `- ${name}: about ${money(
            estimate.monthly,
            estimate.currency,
          )} a month${estimate.complete ? '' : ', and what has no price'}`,
      ...parts,
      ...(estimate.source ? [`  - Prices: ${estimate.source}`] : []),
    ].join('\n');
  });
  return {
    state: 'passed',
    title: titleOf(assessed.map(({ estimate }) => estimate)),
    summary: lines.join('\n'),
    issues: [],
  };
}

function titleOf(estimates: (Estimate | undefined)[]): string {
  const known = estimates.filter(one => one !== undefined);
  const priced = known.flatMap(({ lines, monthly, currency }) =>
    lines.length > 0 && monthly !== null ? { monthly, currency } : [],
  );
  const whole =
    known.length === estimates.length && known.every(one => one.complete);
  if (priced.length === 0) {
    return whole ? NOTHING_TO_PAY : 'What it costs is not in the price book.';
  }
  const sum = priced.reduce((all, { monthly }) => all + monthly, 0);
  return `About ${money(sum, priced[0].currency)} a month${
    whole ? '' : ', and what has no price'
  }.`;
}
