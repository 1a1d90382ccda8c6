import { ThresholdInput } from '../../k6';
import { Load } from '../load/shape';
import { ExperimentInput } from '../types';
import { code, loadWords, workloadWords } from '../words';
import { Workload } from '../workload/shape';
import { inputsOf } from './inputs';

/** The experiment's page for people. */
export function readme(input: ExperimentInput): string {
  const { name, description, topology, workload, load, thresholds } = input;
  const defaults =
    inputsOf(input).length > 0
      ? 'The figures are the defaults of `workflow/experiment.yaml`; a run may be given others:\n\n'
      : '';
  return `# ${name}

${escapeMarkdown(description)}

- **Runs** ${
    topology === 'hub'
      ? 'in a namespace of the hub, made for each run'
      : 'on clusters of its own, made for each run and removed after it'
  }.
- **Target**: ${workloadWords(workload)}${whereOf(workload)}.
- **Load**: ${loadWords(load)} (\`workflow/k6\`).
${passed(load, thresholds)}

${defaults}\`\`\`sh
./lab experiment run ${name} --wait
\`\`\`
`;
}

function whereOf({ kind }: Workload): string {
  switch (kind) {
    case 'url':
      return '';
    case 'git':
      return ' (`target/application.yaml`)';
    default:
      return ' behind a Service of type LoadBalancer (`target/argocd`)';
  }
}

function passed(load: Load, thresholds: ThresholdInput[]): string {
  if (load.kind === 'folder') {
    return '- **Passed when** the thresholds of that script hold.';
  }
  const rows = thresholds.length
    ? thresholds.map(
        ({ metric, expression }) => `  - ${code(metric)}: ${code(expression)}`,
      )
    : ['  - the load ends without an error; it has no thresholds'];
  return ['- **Passed when**:', ...rows].join('\n');
}

/** A description is text: what looks like markup in it is meant literally. */
function escapeMarkdown(text: string): string {
  return text.trim().replace(/[\\`*_{}[\]<>#|]/g, '\\$&');
}
