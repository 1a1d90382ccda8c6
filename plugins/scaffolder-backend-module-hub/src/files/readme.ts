import { ExperimentInput } from '../experiment/types';

/** The experiment's page for people. */
export function readme(input: ExperimentInput): string {
  const { name, description, topology, virtualUsers, duration, thresholds } =
    input;
  const passed = thresholds.length
    ? thresholds
        .map(({ metric, expression }) => `  - \`${metric}\`: \`${expression}\``)
        .join('\n')
    : '  - the load ends without an error; it has no thresholds';
  return `# ${name}

${escapeMarkdown(description)}

- **Runs** ${
    topology === 'hub'
      ? 'in a namespace of the hub, made for each run'
      : 'on three clusters (orchestrator, target, loadgen), made for each run and\n  removed after it'
  }.
- **Target**: the lab's small HTTP server (\`target/argocd\`), one replica behind a
  Service of type LoadBalancer.
- **Load**: \`workflow/k6/load.js\`, ${virtualUsers} virtual ${
    virtualUsers === 1 ? 'user' : 'users'
  } for ${duration}.
- **Passed when**:
${passed}

These are the defaults of \`workflow/experiment.yaml\`; a run may be given others:

\`\`\`sh
./lab experiment run ${name} --wait
\`\`\`
`;
}

/** A description is text: what looks like markup in it is meant literally. */
function escapeMarkdown(text: string): string {
  return text.trim().replace(/[\\`*_{}[\]<>#|]/g, '\\$&');
}
