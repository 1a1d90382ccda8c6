import { parseExperimentWorkflow } from '@illm-lab/plugin-hub-common';
import { lintable } from './lintable';

const shared = `
apiVersion: argoproj.io/v1alpha1
kind: WorkflowTemplate
metadata: { name: tools }
spec:
  entrypoint: twice
  arguments: { parameters: [{ name: vus, value: '2' }] }
  templates:
    - name: twice
      steps: [[{ name: a, template: run, onExit: run }]]
    - name: run
      container: { image: 'k6:1', command: [k6], args: ['{{workflow.parameters.vus}}'] }
`;
const lint = (spec: object) => {
  const text = JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Workflow',
    metadata: { generateName: 'w-' },
    spec,
  });
  const parsed = parseExperimentWorkflow(text, { 'tools.yaml': shared });
  if ('issues' in parsed) throw new Error(JSON.stringify(parsed.issues));
  return lintable(parsed.workflow, parsed.templates).spec;
};

// Argo looks for WorkflowTemplates where the run's are not yet (case 10).
it('has the templates of a step written into it', () => {
  const spec = lint({
    entrypoint: 'main',
    templates: [
      {
        name: 'main',
        steps: [
          [{ name: 'load', templateRef: { name: 'tools', template: 'twice' } }],
        ],
      },
    ],
  });
  expect(JSON.stringify(spec)).not.toContain('Ref');
  expect(spec.templates).toMatchObject([
    { name: 'main', steps: [[{ name: 'load', template: 'tools-twice' }]] },
    {
      name: 'tools-twice',
      steps: [[{ template: 'tools-run', onExit: 'tools-run' }]],
    },
    { name: 'tools-run' },
  ]);
  expect(spec.arguments?.parameters).toEqual([{ name: 'vus', value: '2' }]);
});

it('is the WorkflowTemplate that is the whole workflow', () => {
  const spec = lint({
    arguments: { parameters: [{ name: 'vus', value: '4' }] },
    workflowTemplateRef: { name: 'tools' },
  });
  expect(spec).toMatchObject({
    entrypoint: 'twice',
    arguments: { parameters: [{ name: 'vus', value: '4' }] },
  });
  expect(spec).not.toHaveProperty('workflowTemplateRef');
  expect(spec.templates?.map(({ name }) => name)).toContain('run');
});
