import { stringLiteral } from './literal';
import { Check } from './shape';

/** Longest name of a check; the rest of a text is left out of it. */
const NAME_LENGTH = 60;

/** The checks as k6 takes them: each by a name of its own, with its function. */
export function checksOf(checks: Check[]): { name: string; test: string }[] {
  const taken = new Map<string, number>();
  return checks.map(check => {
    const name = nameOf(check);
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    return {
      name: times === 1 ? name : `${name} (${times})`,
      test: testOf(check),
    };
  });
}

/** The statuses that are asked for. */
export const statusesOf = (checks: Check[]): number[] => [
  ...new Set(checks.flatMap(one => (one.kind === 'status' ? [one.value] : []))),
];

function nameOf(check: Check): string {
  switch (check.kind) {
    case 'status':
      return `answers ${check.value}`;
    case 'within':
      return `answers within ${check.value} ms`;
    default:
      return `has “${words(check.value)}”`;
  }
}

/** Without `::`, which k6 keeps for groups, and on one line. */
function words(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/:(?=:)/g, ': ');
  const short = [...line].slice(0, NAME_LENGTH).join('');
  return short === line ? line : `${short}…`;
}

function testOf(check: Check): string {
  switch (check.kind) {
    case 'status':
      return `r => r.status === ${check.value}`;
    case 'within':
      return `r => r.timings.duration <= ${check.value}`;
    default:
      return `r => String(r.body).includes(${stringLiteral(check.value)})`;
  }
}
