import { isK6Summary } from '@illm-lab/plugin-hub-common';
import { Workflow, WorkflowNode } from '../kube';
import { byEnd, WorkflowNodes } from './WorkflowNodes';

interface Summary {
  /** Name of the output. */
  output: string;
  step: string;
  text: string;
}

/**
 * The summaries of k6 among a workflow's outputs. Where several steps left one of
 * the same name, each has its step's behind it, `k6-summary-peak`: what is global,
 * or passed on by the steps around them, is only one of them. Of a step that was
 * repeated the last try counts.
 *
 * Argo leaves out of the global outputs those of a step that was told to end while
 * the workflow was; the step itself has them.
 */
export function k6Summaries(child: Workflow): Record<string, string> {
  const outputs: Record<string, string> = {};
  const summaries = ofSteps(child);
  for (const { output, step, text } of summaries) {
    const alone = summaries.every(
      other => other.output !== output || other.step === step,
    );
    let name = alone ? output : `${output}-${step}`;
    for (let n = 2; name in outputs; n++) name = `${output}-${step}-${n}`;
    outputs[name] = text;
  }
  for (const { name, value } of child.status?.outputs?.parameters ?? []) {
    const known = summaries.some(({ output }) => output === name);
    if (isK6Summary(name) && !known) outputs[name] = value ?? '';
  }
  return outputs;
}

function ofSteps(child: Workflow): Summary[] {
  const nodes = new WorkflowNodes(child);
  const tries = nodes.all
    .filter(({ type }) => type === 'Retry')
    .map(retry => ({ retry, attempts: nodes.attemptsOf(retry) }));
  const superseded = new Set(
    tries.flatMap(({ attempts }) => attempts.slice(0, -1)),
  );
  const titles = new Map(
    tries.flatMap(({ retry, attempts }) =>
      attempts.map(one => [one, retry.displayName] as const),
    ),
  );
  const summaries: Summary[] = [];
  const add = (node: WorkflowNode) => {
    for (const { name, globalName, value } of node.outputs?.parameters ?? []) {
      const output = [globalName, name].find(
        one => one !== undefined && isK6Summary(one),
      );
      // What the steps around it pass on is the same text once more.
      if (output && value && !summaries.some(({ text }) => text === value)) {
        summaries.push({
          output,
          step: titles.get(node) ?? node.displayName,
          text: value,
        });
      }
    }
  };
  const left = nodes.all.filter(node => !superseded.has(node)).sort(byEnd);
  const isStep = ({ type }: WorkflowNode) => type === 'Pod';
  left.filter(isStep).forEach(add);
  left.filter(node => !isStep(node)).forEach(add);
  return summaries;
}
