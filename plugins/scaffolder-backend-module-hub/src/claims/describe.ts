import {
  ClaimPreview,
  kindWords,
  NOTHING_TO_PAY,
} from '@illm-lab/plugin-hub-common';

/** Text of the pull request: who asks for what, its cost and its parts. */
export function describeClaim(
  preview: ClaimPreview,
  claim: {
    kind: string;
    name: string;
    owner: string;
    costCenter: string;
    experiment?: string;
    user: string;
  },
): string {
  const { estimate, resources, before } = preview;
  const lines = [
    before === undefined
      ? `Asks for the ${kindWords(claim.kind)} ${claim.name}.`
      : `Changes the ${kindWords(claim.kind)} ${claim.name}.`,
    '',
    `- Asked for by ${claim.user}`,
    `- Owner: ${claim.owner}, paid by ${claim.costCenter}`,
    ...(claim.experiment ? [`- For experiment ${claim.experiment}`] : []),
    ...(estimate ? ['', ...costLines(estimate)] : []),
    ...(resources.length > 0
      ? [
          '',
          'After the merge it is made of:',
          '',
          ...resources.map(({ kind, name }) => `- ${kind} ${name}`),
          '',
          ...resources.flatMap(({ kind, name, manifest }) => [
            `### ${kind} ${name}`,
            '',
            '```yaml',
            manifest.trimEnd(),
            '```',
            '',
          ]),
        ]
      : []),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function costLines({
  monthly,
  currency,
  complete,
  source,
  lines,
}: NonNullable<ClaimPreview['estimate']>): string[] {
  if (lines.length === 0) return [NOTHING_TO_PAY];
  return [
    monthly === null
      ? 'What it costs is not known: the price book has no price of it.'
      : `About ${monthly.toFixed(2)} ${currency} a month${
          complete ? '' : ', and what is not in the price book'
        }:`,
    '',
    ...lines.map(
      ({ kind, what, monthly: price, note }) =>
        `- ${kind}, ${what.toLowerCase()}: ${
          price === undefined ? note : `${price.toFixed(2)} ${currency}`
        }`,
    ),
    ...(source ? ['', `Prices: ${source}.`] : []),
  ];
}
