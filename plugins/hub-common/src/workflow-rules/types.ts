import type { ArgoParameter } from '../inputs';
import type { Issue } from '../issue';

/** What Workflow and WorkflowTemplate have in common. */
export interface ArgoSpec {
  entrypoint?: string;
  arguments?: { parameters?: ArgoParameter[]; [field: string]: unknown };
  templates?: { name: string; [field: string]: unknown }[];
  [field: string]: unknown;
}

interface ArgoObject<Spec> {
  apiVersion: string;
  kind: string;
  metadata?: {
    name?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    [field: string]: unknown;
  };
  spec: Spec;
}

/** The part of Argo's Workflow that the lab reads; the rest passes untouched. */
export type ExperimentWorkflow = ArgoObject<ArgoSpec>;

/** A WorkflowTemplate that an experiment brings along. */
export type BroughtTemplate = ArgoObject<ArgoSpec>;

/** An issue whose place is still a path in the document. */
export type Found = Omit<Issue, 'path' | 'line'> & { at: (string | number)[] };
