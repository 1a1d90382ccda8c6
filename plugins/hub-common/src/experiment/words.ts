import { isRamp, isRate, Load, Scenario } from './load/shape';
import { Workload } from './workload/shape';

/** What is tested, as Markdown on one line. */
export function workloadWords(workload: Workload): string {
  switch (workload.kind) {
    case 'image': {
      const { image, replicas } = workload;
      return `image ${code(image)}, ${
        replicas === 1 ? 'one replica' : `${replicas} replicas`
      }`;
    }
    case 'git': {
      const { service, port, repository, chart, path, revision } = workload;
      const what =
        chart === undefined
          ? `folder ${code(path ?? '.')}`
          : `chart ${code(chart)}`;
      return `Service ${code(service)}, port ${port}, of ${what} at ${code(
        revision,
      )} from ${code(repository)}, deployed by Argo CD`;
    }
    case 'url':
      return `${code(workload.url)}, which is there already`;
    default:
      return 'the lab’s own small HTTP server, one replica';
  }
}

/** The load, as Markdown on one line. */
export function loadWords(load: Load): string {
  if (load.kind === 'folder') {
    const others = load.files.length - 1;
    return `k6 script ${code(load.script)}, ${
      others === 0
        ? 'with no other file'
        : `with ${others} more ${others === 1 ? 'file' : 'files'}`
    }`;
  }
  const scenarios = load.scenarios.map(scenarioWords).join('; ');
  return `${code(`${load.method} ${load.path}`)}, ${scenarios}`;
}

/** A scenario in a few words, such as `5 virtual users for 10s, 2s up and down`. */
export function scenarioWords(scenario: Scenario): string {
  const { peak, duration, ramp, start } = scenario;
  const amount = isRate(scenario)
    ? `${peak} ${peak === 1 ? 'request' : 'requests'} a second`
    : `${peak} virtual ${peak === 1 ? 'user' : 'users'}`;
  return [
    `${amount} for ${duration}`,
    ...(isRamp(scenario) && ramp ? [`${ramp} up and down`] : []),
    ...(start ? [`from ${start} on`] : []),
  ].join(', ');
}

/** Inline code of Markdown, fenced by more backticks than the text has. */
export function code(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([ticks]) => ticks.length);
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  const space = /^`|`$/.test(text) ? ' ' : '';
  return `${fence}${space}${text}${space}${fence}`;
}
