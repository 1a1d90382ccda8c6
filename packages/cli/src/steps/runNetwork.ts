import { runNamespace } from '@illm-lab/plugin-hub-common';
import { StepInput } from './input';
import { runLabels } from './names';

/**
 * Networks of pods: what kubeadm's and Talos' networks are by default, and the local
 * hub's at its usual port.
 */
const POD_NETWORKS = ['10.244.0.0/16', '10.88.0.0/16'];
/** Where clouds tell a machine its own credentials. */
const METADATA = '169.254.0.0/16';
const DNS_PORTS = ['UDP', 'TCP'].map(protocol => ({ protocol, port: 53 }));

/**
 * What the pods of a run may reach and be reached by; all else is denied. They
 * reach each other, DNS, and what is no pod: the API server, to which Argo's
 * executor reports, and targets elsewhere. They are reached by each other and by
 * what is no pod, since load may come by a load balancer, behind which a node
 * stands for whoever asks. Pods of the hub and of other runs are out of reach.
 */
export function runNetwork(input: StepInput) {
  const anyoneHere = { podSelector: {} };
  const noPod = {
    ipBlock: { cidr: '0.0.0.0/0', except: POD_NETWORKS },
  };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {
      name: 'run',
      namespace: runNamespace(input.run),
      labels: runLabels(input),
    },
    spec: {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      // The client's name for `from`; it drops what it does not know.
      ingress: [{ _from: [anyoneHere, noPod] }],
      egress: [
        {
          to: [
            anyoneHere,
            {
              ipBlock: {
                ...noPod.ipBlock,
                except: [...POD_NETWORKS, METADATA],
              },
            },
          ],
        },
        {
          to: [
            {
              namespaceSelector: {
                matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' },
              },
            },
          ],
          ports: DNS_PORTS,
        },
      ],
    },
  };
}
