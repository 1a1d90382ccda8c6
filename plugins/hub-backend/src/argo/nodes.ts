import { gunzipSync } from 'node:zlib';
import { workflowNodes } from '@illm-lab/plugin-hub-common';
import { Workflow, WorkflowNode } from '../kube/types';

/** etcd takes objects of some MiB; what unpacks to more than this is none of Argo's. */
const MAX_BYTES = 256 * 1024 * 1024;

/** What has become of a Workflow's steps, whichever way Argo keeps it. */
export const nodesOf = ({ status }: Workflow): WorkflowNode[] =>
  workflowNodes(status, packed =>
    gunzipSync(packed, { maxOutputLength: MAX_BYTES }),
  );
