import { Issue } from '../../issue';
import { noLatest, objectName, plainText, wholeNumber } from '../issues';
import { checkImage } from './image';
import { checkQuantity } from './quantity';
import { EnvironmentVariable, ImageWorkload } from './shape';

/** Replicas that a home's hub can be asked for. */
const MAX_REPLICAS = 20;

/** Checks an image and how it is to run. */
export function checkImageWorkload(workload: ImageWorkload): Issue[] {
  const { image, command, args, env, replicas, requests } = workload;
  const words = (field: 'command' | 'args', texts: string[]) =>
    texts.flatMap(text => [
      ...plainText(`workload.${field}`, text, { lines: true }),
      ...noLatest(`workload.${field}`, text),
    ]);
  return [
    ...checkImage('workload.image', image),
    ...words('command', command),
    ...words('args', args),
    ...checkEnvironment(env),
    ...wholeNumber('workload.replicas', replicas, {
      min: 1,
      max: MAX_REPLICAS,
    }),
    ...checkQuantity('workload.requests.cpu', requests.cpu, 'cpu'),
    ...checkQuantity('workload.requests.memory', requests.memory, 'memory'),
    ...(workload.readinessPath === undefined
      ? []
      : checkReadiness(workload.readinessPath)),
  ];
}

function checkEnvironment(env: EnvironmentVariable[]): Issue[] {
  const seen = new Set<string>();
  return env.flatMap((variable, index) => {
    const at = (field: string) => `workload.env[${index}].${field}`;
    const { name } = variable;
    const issues: Issue[] = [];
    if (!/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name)) {
      issues.push({
        path: at('name'),
        message: `“${name}” is no name of an environment variable.`,
        remedy: 'Use letters, digits and underscores; start with a letter.',
      });
    } else if (seen.has(name)) {
      issues.push({
        path: at('name'),
        message: `${name} is there twice.`,
        remedy: 'Remove one of the two.',
      });
    }
    seen.add(name);
    if ('value' in variable) {
      return [
        ...issues,
        ...plainText(at('value'), variable.value, { lines: true }),
        ...noLatest(at('value'), variable.value),
      ];
    }
    const { secret, key } = variable;
    const keyIssue: Issue = {
      path: at('key'),
      message: `“${key}” is no key of a Secret.`,
      remedy: 'Use letters, digits, dots, hyphens and underscores.',
    };
    return [
      ...issues,
      ...objectName(at('secret'), secret),
      ...(/^[-._a-zA-Z0-9]{1,253}$/.test(key) ? [] : [keyIssue]),
    ];
  });
}

function checkReadiness(text: string): Issue[] {
  const path = 'workload.readinessPath';
  return /^\/[^\s#]*$/.test(text) &&
    plainText(path, text, { lines: false }).length === 0
    ? []
    : [
        {
          path,
          message: `“${text}” is no path.`,
          remedy: 'Give one such as /healthz, or leave it empty.',
        },
      ];
}
