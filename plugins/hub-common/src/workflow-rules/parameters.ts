import { Shape } from './shape';
import { Found } from './types';

/** Parameters that contradict themselves or each other. */
export function checkParameters({ spec }: Shape): Found[] {
  const seen = new Set<string>();
  return (spec.arguments?.parameters ?? []).flatMap((parameter, index) => {
    const at = ['spec', 'arguments', 'parameters', index];
    const found: Found[] = [];
    if (seen.has(parameter.name)) {
      found.push({
        at: [...at, 'name'],
        message: `The parameter “${parameter.name}” is declared twice.`,
        remedy: 'Remove or rename one of the two.',
      });
    }
    seen.add(parameter.name);
    const field = parameter.value === undefined ? 'default' : 'value';
    const value = parameter[field];
    const allowed = parameter.enum?.map(String);
    if (value !== undefined && allowed && !allowed.includes(String(value))) {
      found.push({
        at: [...at, field],
        message: `The ${field} “${value}” of ${parameter.name} is not in its enum.`,
        remedy: `Use one of ${allowed.join(', ')}, or add it to the enum.`,
      });
    }
    return found;
  });
}
