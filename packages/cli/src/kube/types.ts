import { NAMESPACE_ARGOCD } from '@illm-lab/plugin-hub-common';
import { KubernetesObject } from '@kubernetes/client-node';

/** What names one object of the API server. */
export interface ObjectRef {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
}

/** The part of Argo's Workflow that the steps read. */
export interface Workflow extends KubernetesObject {
  spec?: {
    shutdown?: 'Stop' | 'Terminate';
    suspend?: boolean | null;
    templates?: WorkflowTemplate[];
    [field: string]: unknown;
  };
  status?: {
    phase?: string;
    message?: string;
    finishedAt?: string;
    nodes?: Record<string, WorkflowNode> | null;
    compressedNodes?: string;
    outputs?: WorkflowOutputs;
    /** Templates from elsewhere that nodes were made of, by scope and name. */
    storedTemplates?: Record<string, WorkflowTemplate>;
    storedWorkflowTemplateSpec?: { templates?: WorkflowTemplate[] };
  };
}

/** Outputs of a workflow or of one of its nodes. */
export interface WorkflowOutputs {
  parameters?: { name: string; value?: string; globalName?: string }[];
  exitCode?: string;
}

/** One node of a Workflow's status. */
export interface WorkflowNode {
  id: string;
  name: string;
  displayName: string;
  type: string;
  phase: string;
  message?: string;
  startedAt?: string;
  finishedAt?: string;
  outputs?: WorkflowOutputs;
  /** Of the steps or the dag that it is in; absent at the top. */
  boundaryID?: string;
  children?: string[];
  templateName?: string;
  templateRef?: { name?: string; template?: string };
  nodeFlag?: { hooked?: boolean; retried?: boolean };
}

/** What the author tolerates of a step or a task. */
export interface ContinueOn {
  continueOn?: { failed?: boolean; error?: boolean };
}

/** The part of a template that tells which failures count. */
export interface WorkflowTemplate {
  name?: string;
  container?: object;
  script?: object;
  containerSet?: object;
  steps?: (ContinueOn & { name: string })[][];
  dag?: {
    target?: string;
    tasks?: (ContinueOn & {
      name: string;
      depends?: string;
      dependencies?: string[];
    })[];
  };
}

/** Where an Application's manifests are from. */
export interface ApplicationSource {
  repoURL?: string;
  targetRevision?: string;
}

/** How an Application compares with its source. */
export interface ApplicationSync {
  status?: string;
  revision?: string;
  comparedTo?: { source?: ApplicationSource };
}

/** The part of Argo CD's Application that the steps read. */
export interface Application extends KubernetesObject {
  spec?: { source?: ApplicationSource };
  status?: {
    sync?: ApplicationSync;
    health?: { status?: string; message?: string };
    operationState?: { phase?: string; message?: string };
    conditions?: { type: string; message: string }[];
    resources?: {
      kind: string;
      name: string;
      status?: string;
      health?: { status?: string; message?: string };
    }[];
  };
}

/** Reference to a run's parent or child Workflow. */
export const workflowRef = (namespace: string, name: string): ObjectRef => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Workflow',
  metadata: { name, namespace },
});

/** Reference to an Application of Argo CD. */
export const applicationRef = (namespace: string, name: string): ObjectRef => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name, namespace },
});

/** Reference to a project of Argo CD. */
export const projectRef = (name: string): ObjectRef => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AppProject',
  metadata: { name, namespace: NAMESPACE_ARGOCD },
});

/** Reference to a namespace. */
export const namespaceRef = (name: string): ObjectRef => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});

/** Whether Argo will do no more for a workflow of this phase. */
export const isFinished = (phase: string | undefined) =>
  phase === 'Succeeded' || phase === 'Failed' || phase === 'Error';
