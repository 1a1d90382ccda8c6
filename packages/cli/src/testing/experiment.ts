/** The files of a small experiment with a target and a k6 script. */
export const demoExperiment = (): Record<string, string> => ({
  'experiments/demo/target/cluster.yaml': `
apiVersion: illm.lab/v1alpha1
kind: ExperimentCluster
metadata:
  name: demo-target
  labels: { team: web, project: p, environment: dev, cost-center: cc-200 }
spec: { role: target }
`,
  'experiments/demo/target/argocd/kustomization.yaml': 'resources: []\n',
  'experiments/demo/workflow/experiment.yaml': `
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: { name: demo, labels: { own: label } }
spec:
  entrypoint: main
  ttlStrategy: { secondsAfterCompletion: 1 }
  arguments:
    parameters:
      - { name: vus, value: '5' }
      - { name: profile, value: ramp, enum: [ramp, spike] }
  templates:
    - name: main
      container: { image: alpine, command: [sh, -c, 'true'] }
`,
  'experiments/demo/workflow/k6/load.js': 'export default () => {};\n',
});
