import { Workflow } from '../kube/types';
import { podName } from './podName';

const workflow = {
  metadata: {
    name: 'hello-workflow-31ro1',
    annotations: { 'workflows.argoproj.io/pod-name-format': 'v2' },
  },
  spec: {},
} as Workflow;

describe('podName', () => {
  // Names of nodes and pods as Argo Workflows 3.7.3 made them.
  it.each([
    [
      'hello-workflow-31ro1[0].provision',
      'provision',
      'hello-workflow-31ro1-provision-42763731',
    ],
    [
      'hello-workflow-31ro1[1].sync',
      'sync',
      'hello-workflow-31ro1-sync-1365267868',
    ],
    ['hello-workflow-31ro1', 'main', 'hello-workflow-31ro1'],
  ])('of %s is as Argo forms it', (name, templateName, pod) => {
    const node = { id: 'id', name, type: 'Pod', templateName };
    expect(podName(workflow, node)).toBe(pod);
  });

  it('is the node’s id where the workflow says so', () => {
    const old = {
      ...workflow,
      metadata: {
        ...workflow.metadata,
        annotations: { 'workflows.argoproj.io/pod-name-format': 'v1' },
      },
    };
    const node = { id: 'hello-7', name: 'hello[0].a', type: 'Pod' };
    expect(podName(old, node)).toBe('hello-7');
  });
});
