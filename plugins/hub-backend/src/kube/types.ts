/** The part of Kubernetes' objects that the hub reads, as JSON has it. */
export interface KubeObject {
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    creationTimestamp?: string;
    deletionTimestamp?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    /** Which program wrote which fields. */
    managedFields?: Array<{
      manager?: string;
      fieldsV1?: Record<string, Record<string, unknown> | undefined>;
    }>;
  };
}

/** A ConfigMap. */
export interface ConfigMap extends KubeObject {
  data?: Record<string, string>;
}

/** Phases of Argo's nodes and workflows. */
export type ArgoPhase =
  | 'Pending'
  | 'Running'
  | 'Succeeded'
  | 'Failed'
  | 'Error'
  | 'Skipped'
  | 'Omitted';

/** One node of a Workflow's status. */
export interface WorkflowNode {
  id: string;
  name: string;
  displayName?: string;
  type: string;
  phase?: ArgoPhase;
  message?: string;
  boundaryID?: string;
  children?: string[];
  templateName?: string;
  templateRef?: { template?: string };
  startedAt?: string | null;
  finishedAt?: string | null;
  outputs?: { exitCode?: string };
}

/** Steps of a template, as far as they tell what is still to come. */
export interface WorkflowTemplateSpec {
  name: string;
  steps?: { name: string }[][];
}

/** An Argo Workflow. */
export interface Workflow extends KubeObject {
  spec: {
    shutdown?: string;
    arguments?: { parameters?: { name: string; value?: string }[] };
  };
  status?: {
    phase?: ArgoPhase | '';
    message?: string;
    startedAt?: string | null;
    finishedAt?: string | null;
    nodes?: Record<string, WorkflowNode> | null;
    compressedNodes?: string;
    outputs?: { parameters?: { name: string; value?: string }[] };
    storedWorkflowTemplateSpec?: {
      entrypoint?: string;
      onExit?: string;
      templates?: WorkflowTemplateSpec[];
    };
  };
}
